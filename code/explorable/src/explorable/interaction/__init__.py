"""`interact` alive everywhere: functions as people write them, called anew for all values.

In a kernel it is that of ipywidgets with other pictures (`jupyter`), on a page the page's own
(`page`), which has what cells import from there.
"""
