/* Which command does what; names and replies are those of MLPerf Tiny's performance mode. */
#include "harness.h"
#include "net.h"

static void name(const struct harness_command *command)
{
    (void)command;
    harness_put("m-name-dut-[tinyrig]\r\n");
}

static void profile(const struct harness_command *command)
{
    (void)command;
    harness_put("m-profile-[ULPMark for tinyML Firmware V0.0.1]\r\nm-model-[");
    harness_put(net_info.model);
    harness_put("]\r\n");
}

static void timestamp(const struct harness_command *command)
{
    (void)command;
    harness_put_lap();
}

static void results(const struct harness_command *command)
{
    (void)command;
    harness_results();
}

static void help(const struct harness_command *command)
{
    (void)command;
    harness_put("name            who answers\r\n"
                "profile         protocol and model\r\n"
                "timestamp       microseconds since boot\r\n"
                "db load N       expect an input of N bytes\r\n"
                "db HH..         the next bytes of it, in hex\r\n"
                "db print        the bytes that came\r\n"
                "infer N [W=10]  N timed inferences after W warm-ups\r\n"
                "results         the last output as real numbers\r\n"
                "rig image       build id of this image\r\n"
                "rig target      chip it was built for\r\n"
                "rig uid         unique id of this chip\r\n"
                "rig line        CRC-32 of the bytes received and sent since the last time\r\n"
                "rig clock       core clock in Hz\r\n"
                "rig counter     what `rig run` counts with\r\n"
                "rig load N      expect N raw bytes after the reply\r\n"
                "rig run N W     N counted inferences after W warm-ups, then the int8 output in hex\r\n"
                "rig memory      static, arena, arena touched, stack, stack touched bytes\r\n");
}

static const struct harness_verb verbs[] = {
    {.name = "name", .run = name},
    {.name = "profile", .run = profile},
    {.name = "timestamp", .run = timestamp},
    {.name = "help", .run = help},
    {.name = "db", .run = harness_db},
    {.name = "infer", .run = harness_infer},
    {.name = "results", .run = results},
    {.name = "rig", .run = harness_rig},
};

bool harness_dispatch(const struct harness_verb *among, uint32_t count, const char *word,
                      const struct harness_command *command)
{
    for (uint32_t i = 0; i < count; i++) {
        if (harness_equal(word, among[i].name)) {
            among[i].run(command);
            return true;
        }
    }
    return false;
}

void harness_run_command(const struct harness_command *command)
{
    const char *const word = command->words[0];
    if (!harness_dispatch(verbs, sizeof verbs / sizeof verbs[0], word, command)) {
        harness_put("e-[Unknown command: ");
        harness_put(word);
        harness_put("]\r\n");
    }
    harness_put("m-ready\r\n");
}

void harness_boot(void)
{
    harness_put("m-timestamp-mode-performance\r\n");
    harness_put_lap();
    harness_put("m-init-done\r\nm-ready\r\n");
}
