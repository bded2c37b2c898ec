package dev.tinyrig.nas.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinyrig.nas.log.Entries;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.report.Report;
import dev.tinyrig.nas.run.Progress;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.SilentProgress;
import dev.tinyrig.nas.search.FakeEvaluator;
import dev.tinyrig.nas.search.Proposal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LivePageTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final HttpClient browser = HttpClient.newHttpClient();
    private final WatchedProgress progress = new WatchedProgress(new SilentProgress());
    private final Path run;
    private final LivePage page;

    LivePageTest(@TempDir Path run) {
        this.run = run;
        this.page = LivePage.open(0, new LiveRun(run, progress, 2, () -> 1));
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void theReportIsTheOneThatTheLogGives() throws Exception {
        try (ResultLog log = ResultLog.create(run)) {
            log.append(Entries.started());
            assertThat(get("report")).isEqualTo(Report.render(ResultLog.read(run)));
            long before = status().get("revision").asLong();

            log.append(new Entry.Evaluated(AT, new FakeEvaluator().evaluate(proposal(0))));

            assertThat(status().get("revision").asLong()).isGreaterThan(before);
            assertThat(get("report")).isEqualTo(Report.render(ResultLog.read(run)));
        }
    }

    @Test
    void theStatusSaysHowFarTheRunIs() throws Exception {
        try (ResultLog log = ResultLog.create(run);
                Progress.Task task = progress.task("searching", 20)) {
            log.append(Entries.started());
            log.append(new Entry.Evaluated(AT, new FakeEvaluator().evaluate(proposal(0))));
            task.done(5);
            task.note("generation 1");

            JsonNode status = status();

            assertThat(status.get("phase").asText()).isEqualTo("searching");
            assertThat(status.get("done").asInt()).isEqualTo(5);
            assertThat(status.get("total").asInt()).isEqualTo(20);
            assertThat(status.get("note").asText()).isEqualTo("generation 1");
            assertThat(status.get("secondsLeft").isNumber()).isTrue();
            assertThat(status.get("busyBenches").asInt()).isEqualTo(1);
            assertThat(status.get("best").asText()).matches("[0-9.]+ %, [0-9.]+ ms, No. 0");
            assertThat(status.get("ended").asBoolean()).isFalse();
        }
    }

    @Test
    void aRunWithoutALogIsJustStarting() throws Exception {
        assertThat(status().get("phase").asText()).isEqualTo("starting");
        assertThat(status().get("best").isNull()).isTrue();
        assertThat(get("report")).contains("<main id=\"report\">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"attacker.example", "attacker.example:PORT", "127.0.0.1", "localhost.attacker.example:PORT"})
    void namesThatAreNotOfThisMachineAreRefused(String host) throws IOException {
        assertThat(rawStatusLine("Host: " + host.replace("PORT", port()) + "\r\n"))
                .contains(" 421 ");
    }

    @Test
    void namesOfThisMachineAreAnswered() throws IOException {
        assertThat(rawStatusLine("Host: localhost:" + port() + "\r\n")).contains(" 200 ");
        assertThat(rawStatusLine("Host: 127.0.0.1:" + port() + "\r\n")).contains(" 200 ");
    }

    @Test
    void onlyThisMachineReachesIt() {
        assertThat(page.address().getHost()).isEqualTo("127.0.0.1");
        assertThatThrownBy(() -> new Socket(
                                InetAddress.getLocalHost().isLoopbackAddress()
                                        ? InetAddress.getByName("127.0.0.2")
                                        : InetAddress.getLocalHost(),
                                page.address().getPort())
                        .close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void everyPartComesFromThePageItself() throws Exception {
        HttpResponse<String> shell = response("");

        assertThat(shell.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'none'").contains("script-src 'self'"));
        assertThat(shell.body()).doesNotContain("//");
        for (String part : new String[] {"chart.js", "report.js", "live.js", "style.css"}) {
            assertThat(shell.body()).contains('"' + part + '"');
            assertThat(response(part).statusCode()).isEqualTo(200);
        }
        assertThat(response("log.jsonl").statusCode()).isEqualTo(404);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> LivePage.open(page.address().getPort(), new LiveRun(run, progress, 2, () -> 1)))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("port " + port() + " cannot be had")
                .hasMessageContaining("give another, or --serve alone");
    }

    @Test
    void closingLetsABrowserThatLooksOnHaveTheLastReport() throws Exception {
        status();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(page::close);
        while (!status().get("ended").asBoolean()) {
            Thread.onSpinWait();
        }
        String last = get("report");

        closing.get(2, TimeUnit.SECONDS);
        assertThat(last).contains("report");
    }

    private static Proposal proposal(int number) {
        return new Proposal(number, 0, FakeEvaluator.SPACE.smallest());
    }

    private String port() {
        return Integer.toString(page.address().getPort());
    }

    private JsonNode status() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get("status"));
    }

    private String get(String path) throws IOException, InterruptedException {
        return response(path).body();
    }

    private HttpResponse<String> response(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page.address().resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Java's own client would not send another name than the one it connects to. */
    private String rawStatusLine(String headers) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), page.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /status HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
