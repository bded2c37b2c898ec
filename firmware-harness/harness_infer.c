/* MLPerf Tiny's timed window of inferences. */
#include "harness.h"
#include "net.h"
#include "port.h"

bool harness_iterations(const char *const words[2], uint32_t *iterations, uint32_t *warmups)
{
    enum { DEFAULT_ITERATIONS = 1, DEFAULT_WARMUPS = 10 };
    const int32_t n = *words[0] == '\0' ? DEFAULT_ITERATIONS : harness_number(words[0]);
    const int32_t w = *words[1] == '\0' ? DEFAULT_WARMUPS : harness_number(words[1]);
    if (n <= 0) {
        harness_put("e-[Inference iterations must be >0]\r\n");
        return false;
    }
    if (w < 0) {
        harness_put("e-[Inference warmup must be >=0]\r\n");
        return false;
    }
    *iterations = (uint32_t)n;
    *warmups = (uint32_t)w;
    return true;
}

/* With an incomplete input the reference goes on with the tensor as it is, and so do we. */
static bool input_is_complete(void)
{
    if (harness_input_bytes() == net_info.input_bytes) {
        return true;
    }
    harness_put("Input db has ");
    harness_put_number(harness_input_bytes());
    harness_put(" elemented, expected "); /* sic */
    harness_put_number(net_info.input_bytes);
    harness_put("\n"); /* without \r in the reference too */
    return false;
}

static void run_times(uint32_t times, bool place_input)
{
    for (uint32_t i = 0; i < times; i++) {
        if (place_input) {
            harness_place_input();
        }
        net_run();
        port_keep_time();
    }
}

void harness_infer(const struct harness_command *command)
{
    uint32_t iterations;
    uint32_t warmups;
    if (!harness_iterations(&command->words[1], &iterations, &warmups)) {
        return;
    }
    const bool place_input = input_is_complete();
    harness_put_line("m-warmup-start-", warmups, "");
    run_times(warmups, place_input);
    harness_put("m-warmup-done\r\n");
    harness_put_line("m-infer-start-", iterations, "");
    harness_put_lap();
    run_times(iterations, place_input);
    harness_put_lap();
    harness_put("m-infer-done\r\n");
    harness_results();
}

void harness_results(void)
{
    const int8_t *const output = net_output();
    harness_put("m-results-[");
    for (uint32_t i = 0; i < net_info.output_bytes; i++) {
        harness_put(i > 0 ? "," : "");
        harness_put_fraction(net_info.output_scale * (float)(output[i] - net_info.output_zero_point));
    }
    harness_put("]\r\n");
}
