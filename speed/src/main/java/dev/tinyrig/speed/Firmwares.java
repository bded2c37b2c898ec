package dev.tinyrig.speed;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;

/** The images that are run. */
final class Firmwares {
    private static final int PIXELS = 64;
    /** The network that is measured, and another one to warm up with. */
    static final long MEASURED = 1;

    static final long OTHER = 2;

    private Firmwares() {}

    static Network network(long seed) {
        return MobileNet.of(seed, PIXELS);
    }

    static Target target(String name) {
        return Targets.load().named(name);
    }

    /** Where {@link #build} puts an image. */
    static Path elf(Path folder, String target, long seed) {
        return place(folder, target, seed).resolve("firmware.elf");
    }

    private static Path place(Path folder, String target, long seed) {
        return folder.resolve(target + "-" + seed);
    }

    /** Builds an image; the objects of its kernels are kept for the next time. */
    static Firmware build(Path folder, String target, long seed) {
        Codegen codegen = new Codegen(Toolchain.find(System.getenv()));
        return codegen.compile(network(seed), target(target), place(folder, target, seed))
                .match(Build.Built::firmware, refused -> {
                    throw new IllegalStateException("the network does not fit " + target + ": " + refused);
                });
    }
}
