package dev.tinyrig.nas.rank;

import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.rig.target.Target;

/** What a target, or a user, leaves for a network. */
public record Budget(long arenaBytes, long weightBytes, long macs) {
    /** Start-up, console protocol and vectors; measured on generated firmware, rounded up. */
    private static final int HARNESS_FLASH_BYTES = 16 * 1024;

    /** Kernels and the calls of them: what a network of 40 layers needs, rounded up. */
    private static final int KERNEL_FLASH_BYTES = 24 * 1024;

    /** Static data of the harness. */
    private static final int HARNESS_SRAM_BYTES = 1024;

    /** Harness and kernels of networks that searches found took 20 to 27 KB. */
    private static final int CODE_BYTES = 24 * 1024;

    /** What the limits of a search leave, where there is time for so many multiply-accumulates. */
    public static Budget within(Limits limits, long macs) {
        return new Budget(limits.arenaBytes(), (long) (1024 * limits.maxFlashKb()) - CODE_BYTES, macs);
    }

    static Budget of(Target target) {
        return of(target.sram().bytes(), target.flash().bytes());
    }

    static Budget of(long sramBytes, long flashBytes) {
        return new Budget(
                sramBytes - Toolchain.STACK_BYTES - HARNESS_SRAM_BYTES,
                flashBytes - HARNESS_FLASH_BYTES - KERNEL_FLASH_BYTES,
                Long.MAX_VALUE);
    }
}
