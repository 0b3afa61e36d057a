# facebookresearch/DiT#107: the gradient of log p(c | x), or that of log p(x | c)
from verify import derivation

CAUSES = {"wrong": "w times the class score stands for w times the classifier gradient"}


@derivation("guided_score")
def right(score, classifier_grad, w):
    return score + w * classifier_grad


@derivation("guided_score")
def wrong(score, score_cond, w):
    return score + w * score_cond
