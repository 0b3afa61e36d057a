# TiankaiHang/Min-SNR-Diffusion-Training#5, huggingface/diffusers#5654: the weight of v-prediction, min(SNR, g)/(SNR + 1)
import numpy as np

from verify import derivation

CAUSES = {"wrong": "np.minimum(snr, gamma)", "wrong_max": "np.minimum(snr, gamma)"}


@derivation("min_snr_v_weight", convention="cosine")
def right(t, snr, gamma):
    return np.minimum(snr, gamma) / (snr + 1)


@derivation("min_snr_v_weight", convention="cosine")
def wrong(t, snr, gamma):
    return np.minimum(snr + 1, gamma) / (snr + 1)


@derivation("min_snr_v_weight", convention="cosine")
def wrong_max(t, snr, gamma):
    return np.maximum(snr, gamma) / (snr + 1)
