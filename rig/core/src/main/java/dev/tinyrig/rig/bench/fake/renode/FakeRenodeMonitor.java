package dev.tinyrig.rig.bench.fake.renode;

import dev.tinyrig.rig.target.MemoryRegion;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The monitor commands that our bench uses; whatever else is refused, as Renode refuses what it does not know. */
final class FakeRenodeMonitor {
    private static final Pattern FILL = Pattern.compile("sysbus\\.(\\w+) FillWithConstantByte 0x(\\w\\w)");
    private static final Pattern DUMP = Pattern.compile("sysbus\\.(\\w+) DumpBinary @(.+)");
    private static final Pattern TERMINAL =
            Pattern.compile("emulation CreateServerSocketTerminal (\\d+) \"console\" false");
    private static final List<String> SETTINGS = List.of(
            "emulation SetSeed 42",
            "emulation SetGlobalQuantum \"0.001\"",
            "emulation SetGlobalAdvanceImmediately true");

    private final Map<String, Byte> fills = new TreeMap<>();
    private Optional<Target> target = Optional.empty();
    private Optional<FakeRenodeUart> uart = Optional.empty();
    private Optional<FakeRenodeMachine> machine = Optional.empty();
    private long strayWrites;
    private final boolean flashIsWritten;

    FakeRenodeMonitor(boolean flashIsWritten) {
        this.flashIsWritten = flashIsWritten;
    }

    /** The text after "Could not execute command". */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    synchronized String execute(String commands) {
        return Stream.of(commands.split("; ", -1)).map(this::one).collect(Collectors.joining("\n"));
    }

    private String one(String command) {
        Matcher fill = FILL.matcher(command);
        Matcher dump = DUMP.matcher(command);
        Matcher terminal = TERMINAL.matcher(command);
        if (SETTINGS.contains(command) || command.startsWith("connector Connect sysbus.usart")) {
            return "";
        } else if (command.startsWith("mach create \"")) {
            target = Optional.of(Targets.load().named(command.substring(13, command.length() - 1)));
            return "";
        } else if (command.startsWith("machine LoadPlatformDescription @")) {
            return requireFile(path(command.substring(33)));
        } else if (terminal.matches()) {
            uart = Optional.of(FakeRenodeUart.listen(Integer.parseInt(terminal.group(1))));
            return "";
        } else if (fill.matches()) {
            fills.put(fill.group(1), (byte) Integer.parseInt(fill.group(2), 16));
            return "";
        } else if (dump.matches()) {
            return dump(dump.group(1), path(dump.group(2)));
        } else if (command.startsWith("sysbus LoadELF @")) {
            return load(path(command.substring(16)));
        }
        return plain(command);
    }

    private String plain(String command) {
        return switch (command) {
            case "pause" -> {
                machine.ifPresent(FakeRenodeMachine::pause);
                yield "";
            }
            case "start" -> {
                machine.orElseThrow(() -> new Refusal("no machine")).start();
                yield "";
            }
            case "machine Reset" -> {
                machine.ifPresent(old -> strayWrites += old.strayWrites());
                machine = Optional.empty();
                yield "";
            }
            case "sysbus.cpu IsHalted false" -> "";
            case "sysbus.cpu IsHalted" ->
                machine.map(FakeRenodeMachine::isHalted).orElse(true) ? "True" : "False";
            case "sysbus.cpu EmulationState" ->
                machine.map(FakeRenodeMachine::state).orElse("InReset");
            case "sysbus UnexpectedReads" -> "0x00000000";
            case "sysbus UnexpectedWrites" ->
                "0x%08X"
                        .formatted(strayWrites
                                + machine.map(FakeRenodeMachine::strayWrites).orElse(0L));
            default -> throw new Refusal("No such command or device: " + command);
        };
    }

    private static Path path(String token) {
        return Path.of(token.replace("\\ ", " "));
    }

    private static String requireFile(Path file) {
        if (!Files.exists(file)) {
            throw new Refusal("Parameters did not match the signature");
        }
        return "";
    }

    private String load(Path elf) {
        requireFile(elf);
        Target chip = target.orElseThrow(() -> new Refusal("no machine"));
        FakeRenodeUart console = uart.orElseThrow(() -> new Refusal("no console"));
        machine = Optional.of(FakeRenodeMachine.of(chip, elf, fills, console));
        return "";
    }

    private String dump(String memory, Path file) {
        Target chip = target.orElseThrow();
        MemoryRegion region = Stream.concat(Stream.of(chip.flash(), chip.sram()), chip.otherMemories().stream())
                .filter(each -> each.name().equals(memory))
                .findFirst()
                .orElseThrow(() -> new Refusal("No such device: " + memory));
        try {
            if (Files.exists(file)) {
                Files.move(file, Path.of(file + ".1"));
            }
            byte[] content = machine.orElseThrow().dump(region);
            if (flashIsWritten && region.equals(chip.flash())) {
                Arrays.fill(content, content.length - 4, content.length, (byte) 0);
            }
            Files.write(file, content);
            return "";
        } catch (IOException e) {
            throw new Refusal(e.toString());
        }
    }

    /** The content of a memory that was filled. */
    static byte[] filled(MemoryRegion region, Map<String, Byte> fills) {
        byte[] content = new byte[Math.toIntExact(region.bytes())];
        Arrays.fill(content, fills.getOrDefault(region.name(), (byte) 0));
        return content;
    }
}
