"""The usual way to put a slider on a figure, as the cell of a notebook: the peer of an explorer."""

CELL = """import ipywidgets, matplotlib.pyplot as plt
from descent import plotting
from descent.explorers.softmax import scores_to_probabilities as explorer

def redraw(cat):
    with plotting.style():
        update = explorer.draw(plt.figure(figsize=explorer.size))
        update(**{**explorer.start, "cat": cat})
        plt.show()

_ = ipywidgets.interact(redraw, cat=ipywidgets.FloatSlider(min=-10, max=10, step=0.1))"""
