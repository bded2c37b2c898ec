package dev.tinyrig.nas.report;

import dev.tinyrig.nas.search.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The confusion matrix with a colour per cell: how large a share of the row it holds. */
record ConfusionTable(List<String> classes, List<Row> rows, List<Cell> precision) {
    /** One true class. */
    record Row(String label, List<Cell> cells, String recall) {}

    /** A number on a colour. */
    record Cell(String text, String colour) {}

    static ConfusionTable of(Validation validation) {
        List<Row> rows = new ArrayList<>();
        for (int truth = 0; truth < validation.classes().size(); truth++) {
            rows.add(row(validation, truth));
        }
        List<Cell> precision = new ArrayList<>();
        for (int answer = 0; answer < validation.classes().size(); answer++) {
            precision.add(new Cell(precision(validation, answer), "transparent"));
        }
        return new ConfusionTable(validation.classes(), rows, precision);
    }

    private static Row row(Validation validation, int truth) {
        List<Integer> counts = validation.confusion().get(truth);
        int total = counts.stream().mapToInt(Integer::intValue).sum();
        List<Cell> cells = new ArrayList<>();
        for (int answer = 0; answer < counts.size(); answer++) {
            cells.add(cell(counts.get(answer), total, answer == truth));
        }
        return new Row(validation.classes().get(truth), cells, percent(counts.get(truth), total));
    }

    private static String precision(Validation validation, int answer) {
        int total =
                validation.confusion().stream().mapToInt(row -> row.get(answer)).sum();
        return percent(validation.confusion().get(answer).get(answer), total);
    }

    private static Cell cell(int count, int total, boolean right) {
        if (count == 0) {
            return new Cell("", "transparent");
        }
        double share = Math.sqrt((double) count / total);
        String base = right ? "22, 128, 92" : "200, 60, 60";
        return new Cell(
                Integer.toString(count), String.format(Locale.ROOT, "rgba(%s, %.2f)", base, 0.08 + 0.62 * share));
    }

    private static String percent(int part, int total) {
        return total == 0 ? "–" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / total);
    }
}
