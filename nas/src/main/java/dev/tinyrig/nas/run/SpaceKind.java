package dev.tinyrig.nas.run;

import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.rig.names.Choices;

/** Which networks of a task a search may choose from. */
public enum SpaceKind {
    /** Those of the task's own space. */
    SEARCHED,
    /** MobileNetV2's blocks, scaled by width. */
    MOBILENETV2,
    /** ProxylessNAS-Mobile, scaled by width. */
    PROXYLESS,
    /** Far more widths, depths and expansions than suit any one chip: the space that stage 1 spares a search. */
    HUGE;

    private static final Choices<SpaceKind> CHOICES = new Choices<>(SpaceKind.class);

    SearchSpace of(SearchSpace searched) {
        return switch (this) {
            case SEARCHED -> searched;
            case MOBILENETV2 -> searched.mobileNetV2();
            case PROXYLESS -> searched.proxylessMobile();
            case HUGE -> searched.huge();
        };
    }

    /** Such as {@code mobilenetv2}. */
    public String label() {
        return Choices.label(this);
    }

    static boolean isNamed(String label) {
        return CHOICES.find(label).isPresent();
    }

    /** The kind that the user calls so. */
    public static SpaceKind named(String label) {
        return CHOICES.find(label).orElseThrow(() -> unknown(label));
    }

    static RunException unknown(String label) {
        return new RunException(Fault.USAGE, CHOICES.unknown("space", label));
    }
}
