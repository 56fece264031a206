"""The book's interactive figures, one file a chapter; :func:`catalogue` lists them all."""

from descent.explorers import convexity as convexity
from descent.explorers import gradient_descent as gradient_descent
from descent.explorers import mnist as mnist
from descent.explorers import softmax as softmax
from descent.explorers.core import catalogue as catalogue
