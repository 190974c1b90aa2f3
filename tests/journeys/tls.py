"""Ends TLS at one port and passes everything on to a server at another.

python -m tests.journeys.tls PORT SERVED_PORT CERTIFICATE
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import sys

HOST = "127.0.0.1"


async def copied(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Pass on everything that comes, until the connection ends."""
    with contextlib.suppress(OSError):
        while data := await source.read(65_536):
            sink.write(data)
            await sink.drain()
    with contextlib.suppress(OSError):
        sink.close()


async def serve(port: int, served: int, certificate: str) -> None:
    """End TLS until this process is killed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    async def hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            answers, asks = await asyncio.open_connection(HOST, served)
        except OSError:
            writer.close()
            return
        await asyncio.gather(copied(reader, asks), copied(answers, writer))

    server = await asyncio.start_server(hand_on, HOST, port, ssl=context)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
