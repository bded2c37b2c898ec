package dev.tinyrig.sim.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.sim.fault.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusTest {
    private static Bus bus(Region... regions) {
        Bus bus = new Bus();
        bus.connect(List.of(regions));
        return bus;
    }

    @Test
    void wordMayCrossFromOneMemoryIntoTheNext() {
        Bus bus = bus(Region.ram("low", 0x20000000, 16), Region.ram("high", 0x20000010, 16));

        bus.write32(0x2000000e, 0x11223344);

        assertThat(bus.read32(0x2000000e)).isEqualTo(0x11223344);
        assertThat(bus.read16(0x20000010)).isEqualTo(0x1122);
    }

    @Test
    void aliasHasTheSameBytes() {
        Region flash = Region.flash("flash", 0x08000000, 64);
        Bus bus = bus(flash, flash.alias("flash alias", 0));

        bus.load(0x08000004, new byte[] {1, 2, 3, 4});

        assertThat(bus.read32(4)).isEqualTo(0x04030201);
    }

    @Test
    void memoriesMustNotOverlap() {
        Region one = Region.ram("one", 0x20000000, 64);
        Region two = Region.ram("two", 0x20000020, 64);

        assertThatThrownBy(() -> bus(one, two)).hasMessage("two at 0x20000020 lies inside one at 0x20000000");
    }

    @Test
    void writeThatWouldLeaveMemoryChangesNothing() {
        Bus bus = bus(Region.ram("ram", 0x20000000, 16));

        assertThatThrownBy(() -> bus.write32(0x2000000e, -1)).isInstanceOf(Fault.class);

        assertThat(bus.read16(0x2000000e)).isZero();
    }

    @Test
    void loadingFillsFlashThatAProgramCannotWrite() {
        Bus bus = bus(Region.flash("flash", 0x08000000, 16));

        bus.load(0x08000000, new byte[] {42});

        assertThat(bus.read8(0x08000000)).isEqualTo(42);
        assertThatThrownBy(() -> bus.write8(0x08000000, 1)).hasMessage("flash cannot be written at run time");
    }

    @Test
    void watcherHearsOfStores() {
        Region ram = Region.ram("ram", 0x20000000, 16);
        StringBuilder heard = new StringBuilder();
        ram.watch((offset, bytes) ->
                heard.append(offset).append(':').append(bytes).append(' '));
        Bus bus = bus(ram);

        bus.write32(0x20000004, 1);
        bus.write8(0x2000000f, 1);

        assertThat(heard).hasToString("4:4 15:1 ");
    }
}
