# A package, not a mere folder: some libraries install a package `tests` of their own, which would
# come before a folder of that name.
