package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.console.Console;
import dev.tinyrig.rig.console.ConsoleException;
import dev.tinyrig.rig.console.Dut;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.sim.Machine;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Any image that speaks the MLPerf Tiny protocol, in the simulator, asked to infer. */
public final class ImageInference {
    private static final String LAP = "m-lap-us-";

    private final Image image;
    private final ImageRun.Setting setting;
    private final Machine machine;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private final StringBuilder said = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    /** Instructions executed when the image had said each of its timestamps. */
    private final List<Long> laps = new ArrayList<>();

    /** A machine with the image in it; of the setting, input and awaited text are not used. */
    public ImageInference(Image image, ImageRun.Setting setting) {
        this.image = image;
        this.setting = setting;
        this.machine = SimMachines.start(setting.description(), image, this::hear);
        machine.watchWrites();
    }

    /**
     * What the image answered.
     *
     * @param name as the image names itself
     * @param instructions of all inferences: between its two timestamps around them
     * @param imageUs the difference of these timestamps by the image's own clock
     * @param scores of the last inference
     */
    public record Answered(String name, int runs, long instructions, long imageUs, List<Double> scores) {
        public Answered {
            scores = List.copyOf(scores);
        }
    }

    /**
     * Either an answer or what went wrong instead, with the fault report if the image faulted.
     *
     * @param instructions executed since the reset
     */
    public record Result(
            Optional<Answered> answered, Optional<String> failure, long instructions, ImageRun.Memory memory) {}

    private void hear(int one) {
        unread.write(one);
        said.append((char) one);
        if (one != '\n') {
            line.append((char) one);
            return;
        }
        if (line.toString().startsWith(LAP)) {
            laps.add(machine().executed());
        }
        line.setLength(0);
    }

    private Machine machine() {
        return machine;
    }

    /** Loads the input and runs it so many times, without warm-up. */
    public Result infer(Bytes input, int runs) {
        try (Dut dut = new Dut(new Console(SimWire.of(machine, unread)))) {
            dut.awaitBoot(setting.patience());
            String name = dut.name();
            dut.dbLoad(input);
            Dut.Inference inference = dut.infer(runs, 0, setting.patience());
            long instructions = laps.get(laps.size() - 1) - laps.get(laps.size() - 2);
            Answered answered = new Answered(
                    name, runs, instructions, inference.endUs() - inference.startUs(), inference.results());
            return result(Optional.of(answered), Optional.empty());
        } catch (ConsoleException e) {
            return result(Optional.empty(), Optional.of(failure(e)));
        }
    }

    private String failure(ConsoleException e) {
        String what = String.valueOf(e.getMessage());
        boolean faulted = machine.lastFault().isPresent()
                && (e.kind() == ConsoleException.Kind.GONE
                        || machine.cpu().exceptions.inFaultHandler());
        return faulted
                ? what + System.lineSeparator() + new FaultText(machine, image, said.toString()).text()
                : what + "; last console lines:" + System.lineSeparator() + e.tail();
    }

    private Result result(Optional<Answered> answered, Optional<String> failure) {
        return new Result(answered, failure, machine.executed(), ImageRun.Memory.of(machine.usage()));
    }
}
