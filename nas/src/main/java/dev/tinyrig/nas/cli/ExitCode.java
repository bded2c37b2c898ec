package dev.tinyrig.nas.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the program's exit codes mean. */
enum ExitCode {
    OK(0, "done"),
    BUG(1, "a bug in TinyRig"),
    USAGE(2, "wrong options"),
    MISSING_TOOL(3, "a program must be installed first (compiler, QEMU, espeak-ng)"),
    BAD_DATA(4, "the data set is missing or broken"),
    NOTHING_FITS(5, "no candidate meets the limits"),
    RIG(6, "a bench failed"),
    LOG_UNWRITABLE(7, "the result log cannot be written, such as on a full disk"),
    LOG_UNUSABLE(8, "the run is in use by another process, missing or damaged"),
    IMAGE(9, "an image cannot be loaded, faulted or does not answer"),
    NOT_SEEN(10, "the text of --until did not come"),
    MODEL(11, "a model or its inputs cannot be used"),
    DIFFERS(12, "the device's outputs differ from the reference"),
    INTERRUPTED(130, "interrupted; nothing that was finished is lost");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** As picocli lists them. */
    static Map<String, String> help() {
        Map<String, String> list = new LinkedHashMap<>();
        for (ExitCode each : values()) {
            list.put(Integer.toString(each.code), each.meaning);
        }
        return list;
    }

    int code() {
        return code;
    }
}
