package dev.tinyrig.rig.bench.board.probe;

import java.util.List;
import java.util.function.Function;

/** With which program a board's flash is written and its core is reset. */
public sealed interface FlashMethod {
    <T> T match(Function<OpenOcd, T> openOcd, Function<StFlash, T> stFlash, Function<Gdb, T> gdb);

    /** OpenOCD with these configuration files, such as {@code board/st_nucleo_f7.cfg}. */
    record OpenOcd(List<String> config) implements FlashMethod {
        public OpenOcd {
            config = List.copyOf(config);
        }

        @Override
        public <T> T match(Function<OpenOcd, T> openOcd, Function<StFlash, T> stFlash, Function<Gdb, T> gdb) {
            return openOcd.apply(this);
        }

        @Override
        public String toString() {
            return "openocd";
        }
    }

    /** st-flash of the stlink tools. */
    record StFlash() implements FlashMethod {
        @Override
        public <T> T match(Function<OpenOcd, T> openOcd, Function<StFlash, T> stFlash, Function<Gdb, T> gdb) {
            return stFlash.apply(this);
        }

        @Override
        public String toString() {
            return "st-flash";
        }
    }

    /**
     * GDB against any server that knows the flash.
     *
     * @param server host and port, such as {@code localhost:3333}, or the path of a Unix-domain socket
     * @param reset the server's own command that resets the chip and lets it run
     */
    record Gdb(String server, String reset) implements FlashMethod {
        @Override
        public <T> T match(Function<OpenOcd, T> openOcd, Function<StFlash, T> stFlash, Function<Gdb, T> gdb) {
            return gdb.apply(this);
        }

        @Override
        public String toString() {
            return "gdb at " + server;
        }
    }
}
