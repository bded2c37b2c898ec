package dev.tinyrig.rig.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.console.ConsoleException.Kind;
import dev.tinyrig.rig.measure.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The transcript that the harness is tested against drives the host's side of the protocol as well. */
final class HarnessTranscriptTest {
    private static final Path TRANSCRIPT = Path.of("../../firmware-harness/test/transcript.txt");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Map<Pattern, BiFunction<Dut, Exchange, Object>> CALLS = Map.ofEntries(
            call("name%", (dut, exchange) -> dut.name()),
            call("profile%", (dut, exchange) -> dut.profile()),
            call("timestamp%", (dut, exchange) -> dut.timestampUs()),
            call("results%", (dut, exchange) -> dut.results()),
            call("db print%", (dut, exchange) -> dut.dbPrint()),
            call(
                    "db load (0|17)%",
                    (dut, exchange) -> {
                        dut.dbLoad(Bytes.of(new byte[exchange.number(1)]));
                        return "loaded";
                    }),
            call(
                    "infer (-?\\d+) (-?\\d+)%",
                    (dut, exchange) -> dut.infer(exchange.number(1), exchange.number(2), PATIENCE)),
            call("rig image%", (dut, exchange) -> dut.image()),
            call("rig target%", (dut, exchange) -> dut.target()),
            call("rig uid%", (dut, exchange) -> dut.uid()),
            call("rig line%", (dut, exchange) -> dut.line()),
            call("rig clock%", (dut, exchange) -> dut.clockHz()),
            call("rig counter%", (dut, exchange) -> dut.counter()),
            call("rig memory%", (dut, exchange) -> dut.memory()),
            call(
                    "rig load (\\d{1,2})%",
                    (dut, exchange) -> {
                        dut.load(exchange.rawBytes(), Deadline.after(PATIENCE));
                        return "loaded";
                    }),
            call(
                    "rig run (-?\\d+) (-?\\d+)%",
                    (dut, exchange) -> dut.run(exchange.number(1), exchange.number(2), Deadline.after(PATIENCE))));

    @Test
    void hostSpeaksEveryCommandOfItsAndHearsEveryComplaint() throws IOException {
        List<Exchange> exchanges = exchanges();

        long refused = 0;
        long answered = 0;
        for (Exchange exchange : exchanges) {
            Dut dut = new Dut(new Console(new TranscriptWire(exchange.text())));
            if (exchange.hasComplaint()) {
                assertThatThrownBy(() -> exchange.call().apply(dut, exchange))
                        .as(exchange.text())
                        .isInstanceOfSatisfying(ConsoleException.class, e -> assertThat(e.kind())
                                .isEqualTo(Kind.REFUSED));
                refused++;
            } else {
                assertThat(exchange.call().apply(dut, exchange))
                        .as(exchange.text())
                        .isNotNull();
                answered++;
            }
        }

        assertThat(exchanges.stream().map(Exchange::pattern).distinct()).hasSameSizeAs(CALLS.keySet());
        assertThat(refused).isGreaterThanOrEqualTo(10);
        assertThat(answered).isGreaterThanOrEqualTo(20);
    }

    private static List<Exchange> exchanges() throws IOException {
        return Arrays.stream(Files.readString(TRANSCRIPT).split("(?m)^(?=> )"))
                .flatMap(text -> Exchange.of(text).stream())
                .toList();
    }

    private static Map.Entry<Pattern, BiFunction<Dut, Exchange, Object>> call(
            String command, BiFunction<Dut, Exchange, Object> call) {
        return Map.entry(Pattern.compile("> " + command), call);
    }

    /** One command of the host, with the pattern that knows it, and what followed. */
    private record Exchange(Pattern pattern, String text) {
        static Optional<Exchange> of(String text) {
            String command = text.lines().findFirst().orElseThrow();
            return CALLS.keySet().stream()
                    .filter(pattern -> pattern.matcher(command).matches())
                    .map(pattern -> new Exchange(pattern, text))
                    .findFirst();
        }

        BiFunction<Dut, Exchange, Object> call() {
            return CALLS.getOrDefault(pattern, (dut, exchange) -> "no call");
        }

        int number(int group) {
            Matcher command = pattern.matcher(text.lines().findFirst().orElseThrow());
            assertThat(command.matches()).isTrue();
            return Integer.parseInt(command.group(group));
        }

        boolean hasComplaint() {
            return text.lines().anyMatch(line -> line.startsWith("< e-[") || line.startsWith("<< "));
        }

        Bytes rawBytes() {
            String hex = text.lines()
                    .filter(line -> line.startsWith(">> "))
                    .map(line -> line.substring(3))
                    .collect(Collectors.joining());
            return hex.isEmpty()
                    ? Bytes.of(new byte[number(1)])
                    : Bytes.of(HexFormat.ofDelimiter(" ").parseHex(hex));
        }
    }
}
