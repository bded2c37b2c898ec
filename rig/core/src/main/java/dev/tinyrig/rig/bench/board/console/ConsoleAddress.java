package dev.tinyrig.rig.bench.board.console;

import java.nio.file.Path;
import java.util.function.Function;

/** Where a console is found again after every plug and reset; never the number of a tty. */
public sealed interface ConsoleAddress {
    <T> T match(Function<ByPath, T> byPath, Function<ByUsbSerial, T> byUsbSerial);

    /** A link that udev keeps, such as {@code /dev/serial/by-path/…}. */
    record ByPath(Path path) implements ConsoleAddress {
        @Override
        public <T> T match(Function<ByPath, T> byPath, Function<ByUsbSerial, T> byUsbSerial) {
            return byPath.apply(this);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** The first serial port of the USB device that has this serial number. */
    record ByUsbSerial(String serial) implements ConsoleAddress {
        @Override
        public <T> T match(Function<ByPath, T> byPath, Function<ByUsbSerial, T> byUsbSerial) {
            return byUsbSerial.apply(this);
        }

        @Override
        public String toString() {
            return "the serial port of USB device " + serial;
        }
    }
}
