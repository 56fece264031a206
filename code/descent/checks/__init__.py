"""Check my answer: one file a chapter, used by readers and by the tests alike."""

from descent.checks import convexity as convexity
from descent.checks import cross_entropy as cross_entropy
from descent.checks import gradient_descent as gradient_descent
from descent.checks import mnist as mnist
from descent.checks import regularization as regularization
from descent.checks import scores as scores
from descent.checks import softmax as softmax
