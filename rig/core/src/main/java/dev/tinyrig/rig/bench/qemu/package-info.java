/** The STM32F405 as QEMU emulates it; start at {@link dev.tinyrig.rig.bench.qemu.QemuBench}. */
@NullMarked
package dev.tinyrig.rig.bench.qemu;

import org.jspecify.annotations.NullMarked;
