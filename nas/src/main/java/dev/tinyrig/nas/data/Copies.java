package dev.tinyrig.nas.data;

/**
 * How many changed copies are made of the recordings.
 *
 * @param maxTrainingExamples recordings and copies together; decides how many copies one gets
 * @param perTraining at most, of a training recording
 * @param perValidation of a validation recording
 * @param seed of the copies
 */
public record Copies(int maxTrainingExamples, int perTraining, int perValidation, long seed) {
    public Copies {
        if (maxTrainingExamples < 1 || perTraining < 0 || perValidation < 0) {
            throw new IllegalArgumentException("%d training examples with %d copies and %d validation copies do not fit"
                    .formatted(maxTrainingExamples, perTraining, perValidation));
        }
    }

    int perTraining(int recordings) {
        return Math.max(0, Math.min(perTraining, maxTrainingExamples / Math.max(1, recordings) - 1));
    }
}
