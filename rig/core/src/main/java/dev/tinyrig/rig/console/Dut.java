package dev.tinyrig.rig.console;

import dev.tinyrig.rig.console.ConsoleException.Kind;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.MemoryUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The device under test: each method is one command of the console protocol and its answer. */
public final class Dut implements AutoCloseable {
    private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(5);
    private static final int DB_CHUNK_BYTES = 31;
    private static final int MAX_ANSWER_LINES = 1 << 20;

    private final Console console;

    public Dut(Console console) {
        this.console = console;
    }

    /** The answers to {@code profile}. */
    public record Profile(String firmware, String model) {}

    /** CRC-32 of the bytes that the device received, and of those that it sent. */
    public record LineSums(long received, long sent) {}

    /** Two readings of the microsecond clock around the measured inferences, and the scores of the last. */
    public record Inference(long startUs, long endUs, List<Double> results) {
        public Inference {
            results = List.copyOf(results);
        }
    }

    /** One count per measured inference, and the int8 output of the last. */
    public record Counted(List<Long> counts, Bytes output) {
        public Counted {
            counts = List.copyOf(counts);
        }
    }

    /** The end of a wait that begins now, in the device's time. */
    public Deadline within(Duration patience) {
        return console.within(patience);
    }

    /** Waits for the end of the boot banner. */
    public void awaitBoot(Duration patience) {
        answer("boot", console.within(patience));
    }

    public String name() {
        return ask("name").value("m-name-dut-");
    }

    public Profile profile() {
        Answer answer = ask("profile");
        return new Profile(answer.value("m-profile-"), answer.value("m-model-"));
    }

    /** Microseconds since some moment before the boot. */
    public long timestampUs() {
        Answer answer = ask("timestamp");
        return answer.numbers(answer.after("m-lap-us-"), 1).get(0);
    }

    /** Loads an input with {@code db}, as the MLPerf Tiny runner does. */
    public void dbLoad(Bytes input) {
        Answer last = ask("db load " + input.length()).with("m-[Expecting %d bytes]".formatted(input.length()));
        String digits = input.toHex();
        for (int start = 0; start < digits.length(); start += 2 * DB_CHUNK_BYTES) {
            last = ask("db " + digits.substring(start, Math.min(digits.length(), start + 2 * DB_CHUNK_BYTES)));
        }
        last.with("m-load-done");
    }

    /** What {@code db} has loaded. */
    public Bytes dbPrint() {
        return ask("db print").buffer();
    }

    /** Runs the network on the input of {@link #dbLoad}. */
    public Inference infer(int repeats, int warmups, Duration patience) {
        Answer answer = ask("infer %d %d".formatted(repeats, warmups), console.within(patience))
                .with("m-infer-done");
        List<Long> laps = answer.numbers(answer.after("m-lap-us-"), 2);
        return new Inference(laps.get(0), laps.get(1), answer.scores());
    }

    /** The scores of the last inference once more. */
    public List<Double> results() {
        return ask("results").scores();
    }

    /** The build id of the image that runs. */
    public String image() {
        return ask("rig image").value("m-rig-image-");
    }

    /** The target that the image was built for. */
    public String target() {
        return ask("rig target").value("m-rig-target-");
    }

    /** The chip's unique id, 24 hex digits in the order of its memory. */
    public String uid() {
        return ask("rig uid").value("m-rig-uid-");
    }

    /** What the device heard and said since the last time, the answer to this not included. */
    public LineSums line() {
        Answer answer = ask("rig line");
        List<Long> sums = answer.numbers(List.of(answer.value("m-rig-line-").split(",")), 2);
        return new LineSums(sums.get(0), sums.get(1));
    }

    public long clockHz() {
        Answer answer = ask("rig clock");
        return answer.numbers(answer.values("m-rig-clock-"), 1).get(0);
    }

    /** The register that counts: {@code dwt} or {@code tim2}. */
    public String counter() {
        return ask("rig counter").value("m-rig-counter-");
    }

    /** Loads an input as raw bytes: the fast way, for {@link #run}. */
    public void load(Bytes input, Deadline deadline) {
        String command = "rig load " + input.length();
        console.send(command + "%", deadline);
        awaitInvitation(command, "m-rig-load-[%d]".formatted(input.length()), deadline);
        console.send(input.toArray(), deadline);
        answer(command, deadline).with("m-load-done");
    }

    /** Runs the network on the input of {@link #load} and counts each measured inference. */
    public Counted run(int repeats, int warmups, Deadline deadline) {
        Answer answer = ask("rig run %d %d".formatted(repeats, warmups), deadline);
        return new Counted(answer.numbers(answer.values("m-rig-count-"), repeats), answer.output());
    }

    /** SRAM high-water marks since the boot. */
    public MemoryUse memory() {
        Answer answer = ask("rig memory");
        List<String> values = List.of(answer.value("m-rig-memory-").split(","));
        List<Long> bytes = answer.numbers(values, 5);
        try {
            return new MemoryUse(bytes.get(0), bytes.get(1), bytes.get(2), bytes.get(3), bytes.get(4));
        } catch (IllegalArgumentException impossible) {
            throw answer.garbled(values + ": " + impossible.getMessage());
        }
    }

    @Override
    public void close() {
        console.close();
    }

    private Answer ask(String command) {
        return ask(command, console.within(COMMAND_PATIENCE));
    }

    private Answer ask(String command, Deadline deadline) {
        console.send(command + "%", deadline);
        return answer(command, deadline);
    }

    private Answer answer(String command, Deadline deadline) {
        List<String> lines = new ArrayList<>();
        for (String line = line(command, deadline); !line.equals("m-ready"); line = line(command, deadline)) {
            if (lines.size() == MAX_ANSWER_LINES) {
                throw console.failure(
                        Kind.GARBLED, "'%s' was answered with %d lines".formatted(command, MAX_ANSWER_LINES));
            }
            lines.add(line);
        }
        return new Answer(command, List.copyOf(lines), console).accepted();
    }

    private void awaitInvitation(String command, String invitation, Deadline deadline) {
        List<String> seen = new ArrayList<>();
        for (String line = line(command, deadline); !line.equals(invitation); line = line(command, deadline)) {
            if (line.equals("m-ready") || seen.size() == MAX_ANSWER_LINES) {
                new Answer(command, List.copyOf(seen), console).accepted().with(invitation);
            }
            seen.add(line);
        }
    }

    private String line(String command, Deadline deadline) {
        try {
            String line = console.line(deadline);
            if (line.startsWith("e-[fault")) {
                throw console.failure(Kind.FAULT, line);
            }
            return line;
        } catch (ConsoleException e) {
            throw e.during("'" + command + "'");
        }
    }
}
