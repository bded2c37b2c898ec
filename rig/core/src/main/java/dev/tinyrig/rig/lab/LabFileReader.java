package dev.tinyrig.rig.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.bench.board.ChipId;
import dev.tinyrig.rig.bench.board.EmulatorEnds;
import dev.tinyrig.rig.bench.board.OptionBytes;
import dev.tinyrig.rig.bench.board.console.ConsoleAddress;
import dev.tinyrig.rig.bench.board.power.HubPort;
import dev.tinyrig.rig.bench.board.probe.FlashMethod;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a lab from its YAML tree and notes every mistake; what is wrong is replaced so that reading goes on. */
final class LabFileReader {
    private static final Path NOWHERE = Path.of("/dev/null");

    private final Targets targets;
    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    LabFileReader(Targets targets) {
        this.targets = targets;
    }

    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    LabFile lab(JsonNode root, Path folder) {
        YamlMap lab = new YamlMap("the lab", root, mistakes);
        lab.allowOnly("boards", "wearBudget", "uhubctl");
        List<Board> boards = new ArrayList<>();
        JsonNode list = root.path("boards");
        if (!list.isArray() || list.isEmpty()) {
            mistakes.add("it needs 'boards', a list of at least one board");
        }
        for (int i = 0; i < list.size(); i++) {
            boards.add(board(list.get(i), i, folder));
        }
        long budget = lab.number("wearBudget").orElse(LabFile.ENDURANCE);
        String uhubctl = lab.text("uhubctl").orElse("uhubctl");
        return new LabFile(
                folder,
                boards,
                budget,
                uhubctl.contains("/") ? folder.resolve(uhubctl).toString() : uhubctl);
    }

    private Board board(JsonNode node, int index, Path folder) {
        String id = node.path("id").asText("");
        YamlMap board = new YamlMap(id.isEmpty() ? "board %d".formatted(index + 1) : id, node, mistakes);
        board.allowOnly(
                "id", "target", "simulated", "ends", "uid", "probe", "console", "hub", "options", "flash", "tags");
        return new Board(
                id(board),
                target(board),
                board.flag("simulated"),
                board.text("ends").map(file -> new EmulatorEnds(folder.resolve(file))),
                board.text("uid").flatMap(text -> board.read("uid", () -> new ChipId(text))),
                board.text("probe"),
                console(board),
                hub(board),
                board.text("options").flatMap(text -> board.read("options", () -> OptionBytes.of(text))),
                ways(board),
                Set.copyOf(board.texts("tags")));
    }

    private String id(YamlMap board) {
        String id = board.required("id");
        if (!id.isEmpty() && !id.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            board.mistake("id: '%s' may hold only letters, digits, '.', '_' and '-'".formatted(id));
        }
        if (!id.isEmpty() && !ids.add(id)) {
            board.mistake("id: another board is called so");
        }
        return id;
    }

    private String target(YamlMap board) {
        String name = board.required("target");
        if (!name.isEmpty()
                && targets.all().stream().noneMatch(target -> target.name().equals(name))) {
            board.mistake("target: unknown target '%s'; known are %s"
                    .formatted(name, targets.all().stream().map(Target::name).collect(Collectors.joining(", "))));
        }
        return name;
    }

    private ConsoleAddress console(YamlMap board) {
        YamlMap console = board.map("console");
        console.allowOnly("path", "usb");
        Optional<String> path = console.text("path");
        Optional<String> usb = console.text("usb");
        if (path.isPresent() == usb.isPresent()) {
            board.mistake("console: give either 'path', a link that udev keeps, or 'usb', a USB serial number");
        }
        path.filter(LabFileReader::changesWithEveryPlug)
                .ifPresent(text -> board.mistake(
                        "console: %s changes with every plug: give its link under /dev/serial/by-id or by-path, or usb: SERIAL"
                                .formatted(text)));
        return usb.<ConsoleAddress>map(ConsoleAddress.ByUsbSerial::new)
                .orElseGet(() -> new ConsoleAddress.ByPath(path.map(Path::of).orElse(NOWHERE)));
    }

    private static boolean changesWithEveryPlug(String path) {
        return path.matches("/dev/tty(ACM|USB)\\d+");
    }

    private Optional<HubPort> hub(YamlMap board) {
        if (!board.has("hub")) {
            return Optional.empty();
        }
        YamlMap hub = board.map("hub");
        hub.allowOnly("location", "port");
        return Optional.of(new HubPort(
                hub.required("location"),
                hub.number("port").map(Math::toIntExact).orElseGet(() -> {
                    hub.mistake("it needs 'port', a number");
                    return 0;
                })));
    }

    /** One way to write the flash, or a list of some, which are tried in their order. */
    private List<FlashMethod> ways(YamlMap board) {
        return board.oneOrMore("flash").stream().map(this::flash).toList();
    }

    private FlashMethod flash(YamlMap flash) {
        String method = flash.required("method");
        return switch (method) {
            case "openocd" -> openOcd(flash);
            case "st-flash" -> flash.only(new FlashMethod.StFlash(), "method");
            case "gdb" -> gdb(flash);
            default -> {
                if (!method.isEmpty()) {
                    flash.mistake("unknown method '%s'; known are openocd, st-flash, gdb".formatted(method));
                }
                yield new FlashMethod.StFlash();
            }
        };
    }

    private FlashMethod openOcd(YamlMap flash) {
        List<String> config = flash.texts("config");
        if (config.isEmpty()) {
            flash.mistake("openocd needs 'config', such as [board/st_nucleo_f7.cfg]");
        }
        return flash.only(new FlashMethod.OpenOcd(config), "method", "config");
    }

    private FlashMethod gdb(YamlMap flash) {
        String server = flash.required("server");
        if (!server.isEmpty() && !server.matches("[^:\\s]+:\\d+|/.+")) {
            flash.mistake("server: '%s' is neither HOST:PORT nor the path of a socket".formatted(server));
        }
        return flash.only(
                new FlashMethod.Gdb(server, flash.text("reset").orElse("reset run")), "method", "server", "reset");
    }
}
