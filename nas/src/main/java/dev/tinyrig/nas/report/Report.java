package dev.tinyrig.nas.report;

import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.ResultLog;
import java.nio.file.Path;

/** One HTML page about a run, made from its log alone; it needs no network. */
public final class Report {
    /** The report's name in the folder of its run. */
    public static final String FILE = "report.html";

    private static final Template TEMPLATE = new Template("report.mustache");

    private Report() {}

    /** Renders the report of a run into its folder; answers the file. */
    public static Path write(Path run) {
        Path file = run.resolve(FILE);
        TEMPLATE.write(page(ResultLog.read(run)), file);
        return file;
    }

    /** The page about a run that may still go on. */
    public static String render(Journal journal) {
        return TEMPLATE.render(page(journal));
    }

    private static Page page(Journal journal) {
        return Page.of(new RunFacts(journal));
    }
}
