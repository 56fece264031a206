"""What takes a worker longest begins first, so that the other does not wait for it at the end."""


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.name != "test_experiments.py")
