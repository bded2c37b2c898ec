package dev.tinyrig.codegen.schedule;

/**
 * The five techniques of TinyEngine (MCUNet, section 3.2), each of which an ablation can switch off alone.
 *
 * @param straightLineCode {@code net_run} calls one kernel after the other; off, it interprets a table of layers
 * @param adaptiveMemory scratch takes what the fullest layer leaves free, so that larger tiles run; off, each kernel
 *     gets its least
 * @param specialisedKernels kernels made for a kernel size and stride; off, one plain loop per operator
 * @param inPlaceDepthwise depthwise outputs overwrite their inputs
 * @param usedOperatorsOnly the image holds the kernels that are called; off, it holds all
 */
public record Techniques(
        boolean straightLineCode,
        boolean adaptiveMemory,
        boolean specialisedKernels,
        boolean inPlaceDepthwise,
        boolean usedOperatorsOnly) {
    public static final Techniques ALL = new Techniques(true, true, true, true, true);

    public Techniques withoutStraightLineCode() {
        return new Techniques(false, adaptiveMemory, specialisedKernels, inPlaceDepthwise, usedOperatorsOnly);
    }

    public Techniques withoutAdaptiveMemory() {
        return new Techniques(straightLineCode, false, specialisedKernels, inPlaceDepthwise, usedOperatorsOnly);
    }

    public Techniques withoutSpecialisedKernels() {
        return new Techniques(straightLineCode, adaptiveMemory, false, inPlaceDepthwise, usedOperatorsOnly);
    }

    public Techniques withoutInPlaceDepthwise() {
        return new Techniques(straightLineCode, adaptiveMemory, specialisedKernels, false, usedOperatorsOnly);
    }

    /** The image then holds kernels that nothing calls. */
    public Techniques withAllOperators() {
        return new Techniques(straightLineCode, adaptiveMemory, specialisedKernels, inPlaceDepthwise, false);
    }
}
