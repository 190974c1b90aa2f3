from walletcard import create_app

app = create_app()
