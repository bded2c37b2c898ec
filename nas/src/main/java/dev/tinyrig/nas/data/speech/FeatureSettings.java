package dev.tinyrig.nas.data.speech;

/**
 * How sound becomes features.
 *
 * @param maxTrainingExamples clips and copies together; decides how many copies a clip gets
 * @param maxCopies of a training clip
 * @param validationCopies of a validation clip
 * @param augmentation what makes the copies differ
 * @param seed of the copies
 */
public record FeatureSettings(
        int maxTrainingExamples, int maxCopies, int validationCopies, Augmentation augmentation, long seed) {
    public FeatureSettings {
        if (maxTrainingExamples < 1 || maxCopies < 0 || validationCopies < 0) {
            throw new IllegalArgumentException("%d training examples with %d copies and %d validation copies do not fit"
                    .formatted(maxTrainingExamples, maxCopies, validationCopies));
        }
    }

    public static FeatureSettings standard() {
        return new FeatureSettings(100_000, 24, 1, Augmentation.STANDARD, 1);
    }

    int copies(int trainingClips) {
        return Math.max(0, Math.min(maxCopies, maxTrainingExamples / Math.max(1, trainingClips) - 1));
    }
}
