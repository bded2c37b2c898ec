package dev.tinyrig.nas.report;

import com.samskivert.mustache.Mustache;
import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.ResultLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** One HTML page about a run, made from its log alone; it needs no network. */
public final class Report {
    /** The report's name in the folder of its run. */
    public static final String FILE = "report.html";

    private static final String CHART_JS = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    private Report() {}

    /** Renders the report of a run into its folder; answers the file. */
    public static Path write(Path run) {
        String html = render(ResultLog.read(run));
        Path file = run.resolve(FILE);
        try {
            Path temporary = run.resolve(FILE + ".part");
            Files.writeString(temporary, html);
            return Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ReportException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    static String render(Journal journal) {
        return Mustache.compiler()
                .compile(resource("/dev/tinyrig/nas/report/report.mustache"))
                .execute(Page.of(new RunFacts(journal), chartScript()));
    }

    private static String chartScript() {
        try (InputStream in = open(CHART_JS)) {
            Properties properties = new Properties();
            properties.load(in);
            return resource("/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.js"
                    .formatted(properties.getProperty("version")));
        } catch (IOException e) {
            throw new ReportException("cannot read " + CHART_JS, e);
        }
    }

    private static String resource(String path) {
        try (InputStream in = open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ReportException("cannot read " + path, e);
        }
    }

    private static InputStream open(String path) throws IOException {
        InputStream in = Report.class.getResourceAsStream(path);
        if (in == null) {
            throw new IOException(path + " is not on the class path");
        }
        return in;
    }
}
