package dev.tinyrig.nas.run;

import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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
        return name().toLowerCase(Locale.ROOT);
    }

    static boolean isNamed(String label) {
        return Arrays.stream(values()).anyMatch(kind -> kind.label().equals(label));
    }

    /** The kind that the user calls so. */
    public static SpaceKind named(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new RunException(
                        Fault.USAGE,
                        "unknown space '%s'; known are %s"
                                .formatted(
                                        label,
                                        Arrays.stream(values())
                                                .map(SpaceKind::label)
                                                .collect(Collectors.joining(", ")))));
    }
}
