package dev.tinyrig.nas.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** An HTML page that needs no network: its style and its plotting library are in it. */
final class Template {
    private final String name;

    /** @param name of its file among the resources */
    Template(String name) {
        this.name = name;
    }

    /** The page of a model, which may use {@code style}, {@code chartScript} and {@code script} besides its own parts. */
    String render(Object model) {
        Map<String, String> shared = Map.of(
                "style",
                PagePart.STYLE.text(),
                "chartScript",
                PagePart.CHART_LIBRARY.text(),
                "script",
                PagePart.SCRIPT.text());
        StringWriter html = new StringWriter();
        Mustache.compiler().compile(PagePart.resource(PagePart.FOLDER + name)).execute(model, shared, html);
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
}
