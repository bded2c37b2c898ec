package dev.tinyrig.nas.rank;

import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.rig.target.Target;

/** What a target, or a user, leaves for a network. */
record Budget(long arenaBytes, long weightBytes, long macs) {
    /** Start-up, console protocol and vectors; measured on generated firmware, rounded up. */
    private static final int HARNESS_FLASH_BYTES = 16 * 1024;

    /** Kernels and the calls of them: what a network of 40 layers needs, rounded up. */
    private static final int KERNEL_FLASH_BYTES = 24 * 1024;

    /** Static data of the harness. */
    private static final int HARNESS_SRAM_BYTES = 1024;

    static Budget of(Target target) {
        return of(target.sram().bytes(), target.flash().bytes(), Long.MAX_VALUE);
    }

    static Budget of(long sramBytes, long flashBytes, long macs) {
        return new Budget(
                sramBytes - Toolchain.STACK_BYTES - HARNESS_SRAM_BYTES,
                flashBytes - HARNESS_FLASH_BYTES - KERNEL_FLASH_BYTES,
                macs);
    }
}
