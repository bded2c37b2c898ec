package dev.tinyrig.nas.report;

import dev.tinyrig.nas.rank.SpaceRanking;
import dev.tinyrig.nas.rank.SpaceScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A page about ranked search spaces, as its template names its content: the MAC distributions of figure 3 of arXiv
 * 2007.10319 and the choices over memory of its figure 12.
 */
record SpacesPage(
        String title,
        String subtitle,
        List<String> flashes,
        List<BudgetRow> budgets,
        List<SpaceRow> spaces,
        List<Fact> provenance,
        String charts) {
    private static final List<Integer> SRAM_KB = List.of(192, 256, 320, 384, 448, 512);
    private static final List<Integer> FLASH_KB = List.of(512, 1024, 1536, 2048);
    private static final List<Integer> SPEECH_SRAM_KB = List.of(8, 12, 16, 24, 32, 48);
    private static final List<Integer> SPEECH_FLASH_KB = List.of(64, 96, 128, 256);
    private static final int CURVES = 6;
    private static final int CURVE_POINTS = 50;

    /** The best spaces at one size of SRAM, for each size of flash. */
    record BudgetRow(int sram, List<Cell> cells) {}

    record Cell(String space, String macs) {}

    record SpaceRow(String name, String fitting, String mean, String top, String most) {
        static SpaceRow of(SpaceScore score) {
            return new SpaceRow(
                    score.space().name(),
                    format(100 * score.fitting()),
                    format(score.meanMacs() / 1e6),
                    format(score.quantile(0.8) / 1e6),
                    format(score.quantile(1) / 1e6));
        }
    }

    /** A share of networks, in percent, that stays below so many million MACs. */
    record Point(double x, double y) {}

    record Curve(String name, List<Point> points) {}

    static SpacesPage of(String title, SpaceRanking ranking, List<SpaceScore> best, List<Fact> facts) {
        boolean speech = best.get(0).space().input().shape().channels() == 1;
        List<Integer> flashes = speech ? SPEECH_FLASH_KB : FLASH_KB;
        return new SpacesPage(
                title,
                "TinyNAS's first stage: random networks of each search space, each scheduled, none trained",
                flashes.stream().map(String::valueOf).toList(),
                (speech ? SPEECH_SRAM_KB : SRAM_KB)
                        .stream().map(sram -> row(ranking, sram, flashes)).toList(),
                best.stream().map(SpaceRow::of).toList(),
                facts,
                Template.json(curves(best)));
    }

    private static BudgetRow row(SpaceRanking ranking, int sramKb, List<Integer> flashes) {
        return new BudgetRow(
                sramKb,
                flashes.stream().map(flashKb -> cell(ranking, sramKb, flashKb)).toList());
    }

    private static Cell cell(SpaceRanking ranking, int sramKb, int flashKb) {
        Optional<SpaceScore> best = ranking.within(1024L * sramKb, 1024L * flashKb).stream()
                .filter(score -> score.meanMacs() > 0)
                .findFirst();
        return best.map(score -> new Cell(score.space().name(), format(score.meanMacs() / 1e6) + " M"))
                .orElse(new Cell("none", ""));
    }

    /** The best spaces and, for comparison, some from further down. */
    private static List<Curve> curves(List<SpaceScore> best) {
        List<SpaceScore> fitting =
                best.stream().filter(score -> !score.macs().isEmpty()).toList();
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < Math.min(CURVES, fitting.size()); i++) {
            int rank = i < CURVES / 2 ? i : (fitting.size() - 1) * (i - CURVES / 2 + 1) / CURVES;
            curves.add(curve(fitting.get(rank)));
        }
        return curves;
    }

    private static Curve curve(SpaceScore score) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= CURVE_POINTS; i++) {
            double share = (double) i / CURVE_POINTS;
            points.add(new Point(score.quantile(share) / 1e6, 100 * share));
        }
        return new Curve(score.space().name(), points);
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
