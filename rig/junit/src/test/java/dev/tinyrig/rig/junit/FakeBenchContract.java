package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.fake.FakeBench;
import dev.tinyrig.rig.bench.fake.FakeDevice;
import dev.tinyrig.rig.bench.fake.FakeDevice.Fault;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.util.List;

/** The contract with made-up firmware; a subclass names the bench. */
abstract class FakeBenchContract extends BenchContract {
    static FakeBench fake(String name) {
        return new FakeBench(name, FakeBenchContract::device);
    }

    @Override
    protected final Target target() {
        return HarnessImage.TARGET;
    }

    @Override
    protected final ContractFirmware echo() {
        return firmware("echo");
    }

    @Override
    protected final ContractFirmware crashing() {
        return firmware("crashing");
    }

    @Override
    protected final ContractFirmware hanging() {
        return firmware("hanging");
    }

    private static FakeDevice device(Firmware firmware) {
        FakeDevice echo = FakeDevice.computing(input -> input)
                .withImage(buildId(firmware.elf().toString()));
        return switch (firmware.elf().toString()) {
            case "crashing" -> echo.failing(Fault.CRASH);
            case "hanging" -> echo.failing(Fault.HANG);
            default -> echo;
        };
    }

    /** Each image has its own. */
    private static String buildId(String name) {
        return "%040x".formatted(name.hashCode() & 0xffffffffL);
    }

    private static ContractFirmware firmware(String name) {
        Firmware firmware = new Firmware(
                Path.of(name), buildId(name), HarnessImage.TARGET.name(), "none", new Footprint(1, 1, 1, 1, 1));
        Bytes one = Bytes.of((byte) '%', (byte) -1);
        Bytes two = Bytes.of((byte) 7, (byte) 0);
        return new ContractFirmware(firmware, List.of(new Stimulus(one, one), new Stimulus(two, two)));
    }
}
