package dev.tinyrig.nas.train;

/**
 * What keeps a network from learning its examples by heart.
 *
 * @param weightDecay of convolutions and the classifier, per unit of learning rate
 * @param labelSmoothing share of the target that is spread over all classes
 * @param mixup largest share of a second example that is blended in; 0 for none
 * @param masking largest share of an example's rows (of time, for speech) that is blanked, in one band; 0 for none
 */
public record Regularisation(double weightDecay, double labelSmoothing, double mixup, double masking) {
    public Regularisation {
        boolean shares = labelSmoothing >= 0 && labelSmoothing < 1 && mixup >= 0 && mixup <= 1;
        if (!(weightDecay >= 0 && shares && masking >= 0 && masking < 1)) {
            throw new IllegalArgumentException(
                    "weight decay %s, label smoothing %s, mixup %s and masking %s must be shares"
                            .formatted(weightDecay, labelSmoothing, mixup, masking));
        }
    }

    Regularisation withMixup(double newMixup) {
        return new Regularisation(weightDecay, labelSmoothing, newMixup, masking);
    }

    Regularisation withMasking(double newMasking) {
        return new Regularisation(weightDecay, labelSmoothing, mixup, newMasking);
    }
}
