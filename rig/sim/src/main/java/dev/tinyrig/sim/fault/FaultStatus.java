package dev.tinyrig.sim.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bits of CFSR and HFSR in words. */
public final class FaultStatus {
    private static final int BFARVALID = 1 << 15;
    private static final int HFSR_FORCED = 1 << 30;

    private FaultStatus() {}

    /** One line for each bit that is set: its name and what it means. */
    public static List<String> names(int cfsr, int hfsr) {
        List<String> names = new ArrayList<>(Arrays.stream(FaultCause.values())
                .filter(cause -> (status(cause, cfsr, hfsr) & cause.statusBit()) != 0)
                .map(cause -> cause + ": " + cause.meaning())
                .toList());
        if ((cfsr & BFARVALID) != 0) {
            names.add("BFARVALID: BFAR holds the address");
        }
        if ((hfsr & HFSR_FORCED) != 0) {
            names.add("FORCED: no handler of its own was enabled, so it became a HardFault");
        }
        return List.copyOf(names);
    }

    private static int status(FaultCause cause, int cfsr, int hfsr) {
        return cause == FaultCause.VECTTBL ? hfsr : cfsr;
    }
}
