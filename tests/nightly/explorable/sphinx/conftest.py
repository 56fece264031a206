collect_ignore = ["foreign"]  # a book of somebody else, to be built: no module of ours
