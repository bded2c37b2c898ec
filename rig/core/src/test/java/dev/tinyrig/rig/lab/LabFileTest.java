package dev.tinyrig.rig.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.bench.board.ChipId;
import dev.tinyrig.rig.bench.board.EmulatorEnds;
import dev.tinyrig.rig.bench.board.OptionBytes;
import dev.tinyrig.rig.bench.board.console.ConsoleAddress;
import dev.tinyrig.rig.bench.board.power.HubPort;
import dev.tinyrig.rig.bench.board.probe.FlashMethod;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LabFileTest {
    private static final Path FILE = Path.of("/home/me/lab.yaml");

    @Test
    void readsEveryKindOfBoard() {
        LabFile lab = parse(
                """
                wearBudget: 500
                boards:
                - id: nucleo-1
                  target: stm32f746
                  uid: 0123456789abcdef01234567
                  probe: 066BFF
                  console: {usb: 066BFF}
                  hub: {location: 1-1.4, port: 2}
                  options: "0x0FFFAAED"
                  flash:
                  - {method: openocd, config: [interface/stlink.cfg, target/stm32f7x.cfg]}
                  - {method: st-flash}
                  tags: [desk, fast]
                - id: disco
                  target: stm32f412
                  console: {path: /dev/serial/by-path/pci-0000}
                  flash: {method: st-flash}
                - id: remote
                  target: stm32f405
                  simulated: true
                  ends: remote/ends
                  console: {path: /tmp/console}
                  flash: {method: gdb, server: localhost:3333}
                """);

        assertThat(lab.wearBudget()).isEqualTo(500);
        assertThat(lab.uhubctl()).isEqualTo("uhubctl");
        assertThat(lab.state()).isEqualTo(Path.of("/home/me/.tinyrig-lab"));
        assertThat(lab.boards()).hasSize(3);
        assertThat(lab.board("nucleo-1"))
                .isEqualTo(new Board(
                        "nucleo-1",
                        "stm32f746",
                        false,
                        Optional.empty(),
                        Optional.of(new ChipId("0123456789abcdef01234567")),
                        Optional.of("066BFF"),
                        new ConsoleAddress.ByUsbSerial("066BFF"),
                        Optional.of(new HubPort("1-1.4", 2)),
                        Optional.of(new OptionBytes(0x0fffaaed)),
                        List.of(
                                new FlashMethod.OpenOcd(List.of("interface/stlink.cfg", "target/stm32f7x.cfg")),
                                new FlashMethod.StFlash()),
                        Set.of("desk", "fast")));
        assertThat(lab.board("disco").flash()).containsExactly(new FlashMethod.StFlash());
        assertThat(lab.board("remote").flash()).containsExactly(new FlashMethod.Gdb("localhost:3333", "reset run"));
        assertThat(lab.board("remote").simulated()).isTrue();
        assertThat(lab.board("remote").ends()).contains(new EmulatorEnds(Path.of("/home/me/remote/ends")));
    }

    @Test
    void tellsEveryMistakeInALineOfItsOwn() {
        assertThatThrownBy(
                        () -> parse(
                                """
                        colour: red
                        wearBudget: lots
                        boards:
                        - id: one
                          target: stm32f999
                          uid: 12
                          console: {path: /dev/ttyACM0}
                          flash: {method: jtag}
                        - id: one
                          target: stm32f405
                          console: {path: /a, usb: B}
                          hub: {location: 1-1}
                          options: protected
                          flash: [{method: gdb, server: here, speed: 9}, {method: jtag}]
                        - target: stm32f405
                          console: /dev/ttyUSB1
                          flash: {method: openocd}
                          tags: desk
                        """))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        """
                        lab.yaml: the lab: unknown key 'colour'; known are boards, wearBudget, uhubctl
                        lab.yaml: one: target: unknown target 'stm32f999'; known are stm32f405, stm32f412, stm32f746, stm32f765, stm32h743, stm32h7a3, stm32l4r5
                        lab.yaml: one: uid: chip id '12' is not 24 lower-case hex digits
                        lab.yaml: one: console: /dev/ttyACM0 changes with every plug: give its link under /dev/serial/by-id or by-path, or usb: SERIAL
                        lab.yaml: one: flash: unknown method 'jtag'; known are openocd, st-flash, gdb
                        lab.yaml: one: id: another board is called so
                        lab.yaml: one: console: give either 'path', a link that udev keeps, or 'usb', a USB serial number
                        lab.yaml: one: hub: it needs 'port', a number
                        lab.yaml: one: options: 'protected' is not 0x and eight hex digits, in quotes
                        lab.yaml: one: flash: server: 'here' is neither HOST:PORT nor the path of a socket
                        lab.yaml: one: flash: unknown key 'speed'; known are method, server, reset
                        lab.yaml: one: flash: unknown method 'jtag'; known are openocd, st-flash, gdb
                        lab.yaml: board 3: it needs 'id'
                        lab.yaml: board 3: it needs 'console', a map
                        lab.yaml: board 3: console: give either 'path', a link that udev keeps, or 'usb', a USB serial number
                        lab.yaml: board 3: flash: openocd needs 'config', such as [board/st_nucleo_f7.cfg]
                        lab.yaml: board 3: tags: it must be a list
                        lab.yaml: the lab: wearBudget: it must be a whole number from 1"""
                                .stripIndent());
    }

    @Test
    void refusesWhatIsNoLab() {
        assertThatThrownBy(() -> parse("boards: ["))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("lab.yaml: line");
        assertThatThrownBy(() -> parse("boards: []\nboards: []")).hasMessageContaining("Duplicate field 'boards'");
        assertThatThrownBy(() -> parse("boards: []"))
                .hasMessage("lab.yaml: it needs 'boards', a list of at least one board");
        assertThatThrownBy(() -> parse("")).hasMessage("lab.yaml: it needs 'boards', a list of at least one board");
        assertThatThrownBy(() -> LabFile.read(Path.of("nowhere/lab.yaml")))
                .hasMessage(
                        "nowhere/lab.yaml does not exist: write it, begin with 'tinyrig lab scan', or start 'tinyrig lab virtual'");
    }

    @Test
    void namesTheKnownBoardsWhereOneIsUnknown() {
        LabFile lab = parse(
                """
                boards:
                - {id: one, target: stm32f405, console: {usb: A}, flash: {method: st-flash}}
                """);

        assertThatThrownBy(() -> lab.board("two"))
                .isInstanceOf(LabException.class)
                .hasMessage("unknown board 'two'; known are one");
    }

    private static LabFile parse(String text) {
        return LabFile.parse(text, FILE, Targets.load());
    }
}
