package dev.tinyrig.nas.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;

/** An HTML page that needs no network: its style and its plotting library are in it. */
final class Template {
    private static final String FOLDER = "/dev/tinyrig/nas/report/";
    private static final String CHART_JS = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    private final String name;

    /** @param name of its file among the resources */
    Template(String name) {
        this.name = name;
    }

    /** The page of a model, which may use {@code style} and {@code chartScript} besides its own parts. */
    String render(Object model) {
        Map<String, String> shared = Map.of("style", resource(FOLDER + "style.css"), "chartScript", chartScript());
        StringWriter html = new StringWriter();
        Mustache.compiler().compile(resource(FOLDER + name)).execute(model, shared, html);
        return html.toString();
    }

    /** Writes the page whole or not at all. */
    void write(Object model, Path file) {
        try {
            Path temporary = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(temporary, render(model));
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ReportException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Data for a script in the page: safe to stand in a script element. */
    static String json(Object data) {
        try {
            return new ObjectMapper().writeValueAsString(data).replace("</", "<\\/");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("chart data that JSON cannot express", e);
        }
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
        InputStream in = Template.class.getResourceAsStream(path);
        if (in == null) {
            throw new IOException(path + " is not on the class path");
        }
        return in;
    }
}
