package dev.tinyrig.rig.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an image lies besides flash.
 *
 * @param data the memory of stack, static data, arena and staging buffer
 * @param kernels the memory that kernels are copied to at the start, if they do not run from flash
 */
public record Placement(MemoryRegion data, Optional<MemoryRegion> kernels) {

    /** What a Cortex-M7's tightly coupled memories are used for, where a target has them. */
    public enum Tcm {
        /** Nothing, but where they are the beginning of the main RAM. */
        OFF,
        /** Data, if all of it fits. */
        DATA,
        /** Data and kernels, whichever fit. */
        ALL
    }

    /** Data in the main RAM, kernels in flash. */
    public static Placement plain(Target target) {
        return new Placement(target.sram(), Optional.empty());
    }

    /**
     * The placements to try, the fastest first and the plain one last; a link tells whether an image fits one.
     *
     * @param dataBytes what the data takes at least
     */
    public static List<Placement> choices(Target target, Tcm tcm, long dataBytes) {
        Placement plain = plain(target);
        List<Placement> choices = new ArrayList<>();
        Optional<MemoryRegion> itcm = tcm == Tcm.ALL ? target.memory("itcm") : Optional.empty();
        if (tcm != Tcm.OFF) {
            target.memory("dtcm")
                    .filter(dtcm -> dataBytes <= dtcm.bytes())
                    .map(dtcm -> new Placement(dtcm, Optional.empty()))
                    .ifPresent(choices::add);
        }
        choices.add(plain);
        itcm.ifPresent(memory -> {
            Placement fastest = choices.get(0);
            choices.add(0, new Placement(fastest.data(), Optional.of(memory)));
        });
        return List.copyOf(choices);
    }
}
