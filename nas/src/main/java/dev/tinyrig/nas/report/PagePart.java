package dev.tinyrig.nas.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What pages about runs have in common; a report holds it, a live page links to it. */
public enum PagePart {
    STYLE,
    /** draws the plots, with the library */
    SCRIPT,
    CHART_LIBRARY;

    static final String FOLDER = "/dev/tinyrig/nas/report/";
    private static final String CHART_JS = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    /** The part's source. */
    public String text() {
        return switch (this) {
            case STYLE -> resource(FOLDER + "style.css");
            case SCRIPT -> resource(FOLDER + "report.js");
            case CHART_LIBRARY ->
                resource("/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.js".formatted(chartVersion()));
        };
    }

    private static String chartVersion() {
        try (InputStream in = open(CHART_JS)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new ReportException("cannot read " + CHART_JS, e);
        }
    }

    static String resource(String path) {
        try (InputStream in = open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ReportException("cannot read " + path, e);
        }
    }

    private static InputStream open(String path) throws IOException {
        InputStream in = PagePart.class.getResourceAsStream(path);
        if (in == null) {
            throw new IOException(path + " is not on the class path");
        }
        return in;
    }
}
