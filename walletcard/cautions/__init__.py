"""What the person is asked to look at again: names that may mean something else, sizes, dates."""
