package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.console.Console;
import dev.tinyrig.rig.console.ConsoleException;
import dev.tinyrig.rig.console.Dut;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.profile.Profile;
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
    private final Probes probes;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private final StringBuilder said = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    /** When the image began to say each of its timestamps. */
    private final List<Lap> laps = new ArrayList<>();

    private Lap lineStart = new Lap(0, 0, Profile.NOTHING);

    /** A machine with the image in it; of the setting, input and awaited text are not used. */
    public ImageInference(Image image, ImageRun.Setting setting) {
        this(image, setting, Explanation.NONE);
    }

    /** The same, explained; a trace begins at the reset. */
    public ImageInference(Image image, ImageRun.Setting setting, Explanation wanted) {
        this.image = image;
        this.setting = setting;
        this.machine = SimMachines.startTimed(setting.description(), setting.target(), image, this::hear);
        this.probes = Probes.on(machine, image, wanted);
        machine.watchWrites();
    }

    /** What was counted since the reset. */
    private record Lap(long instructions, long cycles, Profile profile) {}

    /**
     * What the image answered.
     *
     * @param name as the image names itself
     * @param instructions of all inferences: between its two timestamps around them
     * @param cycles of all inferences
     * @param imageUs the difference of these timestamps by the image's own clock
     * @param scores of the last inference
     * @param profile of all inferences; of nothing unless it was wanted
     */
    public record Answered(
            String name,
            int runs,
            long instructions,
            long cycles,
            long imageUs,
            List<Double> scores,
            ImageProfile profile) {
        public Answered {
            scores = List.copyOf(scores);
        }
    }

    /**
     * Either an answer or what went wrong instead, with the fault report if the image faulted.
     *
     * @param instructions executed since the reset
     * @param untraced instructions beyond the limit of the trace
     */
    public record Result(
            Optional<Answered> answered,
            Optional<String> failure,
            long instructions,
            ImageMemory memory,
            long untraced) {}

    private void hear(int one) {
        unread.write(one);
        said.append((char) one);
        if (one == '\n') {
            if (line.toString().startsWith(LAP)) {
                laps.add(lineStart);
            }
            line.setLength(0);
            return;
        }
        if (line.length() == 0) {
            lineStart = new Lap(machine().executed(), machine().cycles(), probes().profile());
        }
        line.append((char) one);
    }

    private Machine machine() {
        return machine;
    }

    private Probes probes() {
        return probes;
    }

    /** Loads the input and runs it so many times, behind so many uncounted. */
    public Result infer(Bytes input, int runs, int warmups) {
        try (Dut dut = new Dut(new Console(SimWire.of(machine, unread, setting.target())))) {
            dut.awaitBoot(setting.patience());
            String name = dut.name();
            dut.dbLoad(input);
            Dut.Inference inference = dut.infer(runs, warmups, setting.patience());
            return result(Optional.of(answered(name, runs, inference)), Optional.empty());
        } catch (ConsoleException e) {
            return result(Optional.empty(), Optional.of(failure(e)));
        }
    }

    private Answered answered(String name, int runs, Dut.Inference inference) {
        Lap end = laps.get(laps.size() - 1);
        Lap start = laps.get(laps.size() - 2);
        return new Answered(
                name,
                runs,
                end.instructions() - start.instructions(),
                end.cycles() - start.cycles(),
                inference.endUs() - inference.startUs(),
                inference.results(),
                new ImageProfile(end.profile().since(start.profile()), image.symbols()));
    }

    private String failure(ConsoleException e) {
        String what = String.valueOf(e.getMessage());
        boolean faulted = machine.lastFault().isPresent()
                && (e.kind() == ConsoleException.Kind.GONE
                        || machine.cpu().exceptions.inFaultHandler());
        return faulted
                ? what
                        + System.lineSeparator()
                        + new FaultText(machine, image, said.toString(), probes.callers()).text()
                : what + "; last console lines:" + System.lineSeparator() + e.tail();
    }

    private Result result(Optional<Answered> answered, Optional<String> failure) {
        return new Result(answered, failure, machine.executed(), ImageMemory.of(machine, image), probes.leftOut());
    }
}
