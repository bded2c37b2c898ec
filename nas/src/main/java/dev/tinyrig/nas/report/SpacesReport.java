package dev.tinyrig.nas.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tinyrig.nas.rank.SpaceRanking;
import dev.tinyrig.nas.rank.SpaceScore;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** A folder about ranked search spaces: {@code spaces.csv}, {@code networks.csv.gz} and {@code report.html}. */
public final class SpacesReport {
    private SpacesReport() {}

    /**
     * Writes the folder.
     *
     * @param title what was ranked, for what
     * @param best the spaces in their order for the budget that was asked for
     * @param facts where the numbers come from
     */
    public static void write(String title, SpaceRanking ranking, List<SpaceScore> best, List<Fact> facts, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("spaces.csv"), table(best));
            try (Writer rows = new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(folder.resolve("networks.csv.gz"))), UTF_8)) {
                ranking.writeNetworks(rows);
            }
        } catch (IOException e) {
            throw new ReportException("cannot write to %s: %s".formatted(folder, e.getMessage()), e);
        }
        new Template("spaces.mustache").write(SpacesPage.of(title, ranking, best, facts), folder.resolve(Report.FILE));
    }

    private static String table(List<SpaceScore> best) {
        StringBuilder table = new StringBuilder("space,sampled,fitting,mean_macs,top_fifth_macs\n");
        best.forEach(score -> table.append(String.format(
                Locale.ROOT,
                "%s,%d,%d,%.0f,%d\n",
                score.space().name(),
                score.sampled(),
                score.macs().size(),
                score.meanMacs(),
                score.quantile(0.8))));
        return table.toString();
    }
}
