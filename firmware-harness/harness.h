/* The loop between host and network: MLPerf Tiny's console protocol and our `rig` commands. */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stdint.h>

enum { HARNESS_COMMAND_BYTES = 80, HARNESS_WORDS = 4 };

/* A command split at its spaces; the words lie in its text. Words not sent are empty, a fifth word is dropped. */
struct harness_command {
    char text[HARNESS_COMMAND_BYTES + 1];
    const char *words[HARNESS_WORDS];
};

/* harness_console.c */
void harness_read_command(struct harness_command *command);
void harness_split(struct harness_command *command);

/* harness_text.c */
bool harness_equal(const char *left, const char *right);
/* As C's atoi, but saturating: the digits at the start of the word, 0 if there are none. */
int32_t harness_number(const char *word);
/* The value of two hex digits, or a number above 255. */
uint32_t harness_hex_byte(const char *digits);

/* harness_line.c */
void harness_send(char c);
uint8_t harness_receive(void);
/* Prints the CRC-32 of all bytes received and of all sent since it last did, and begins both anew. */
void harness_put_line_sums(void);

/* harness_print.c */
void harness_put(const char *text);
void harness_put_number(uint32_t value);
void harness_put_hex_byte(uint8_t value);
void harness_put_hex_word(uint32_t value);
/* Six decimals, enough to tell any two multiples of 1/256 apart. */
void harness_put_fraction(float value);
/* `m-lap-us-` and the microseconds since boot. */
void harness_put_lap(void);
/* A line of text, then a number, then the rest: the form of nearly every reply. */
void harness_put_line(const char *before, uint32_t value, const char *after);

/* One entry of a table of commands. */
struct harness_verb {
    const char *name;
    void (*run)(const struct harness_command *command);
};

/* harness_commands.c */
/* Runs the verb that the word names; false if it names none among them. */
bool harness_dispatch(const struct harness_verb *among, uint32_t count, const char *word,
                      const struct harness_command *command);
void harness_boot(void);
void harness_run_command(const struct harness_command *command);

/* harness_input.c: the one input that the host has sent */
void harness_db(const struct harness_command *command);
/* How many bytes of the input have come; complete when equal to net_info.input_bytes. */
uint32_t harness_input_bytes(void);
/* Takes exactly one input of raw bytes from the console. */
void harness_take_input(void);
/* Puts the loaded input where the network reads it; the network may have overwritten the last one. */
void harness_place_input(void);

/* harness_infer.c */
void harness_infer(const struct harness_command *command);
void harness_results(void);
/* Reads iterations and warm-ups from two words; false, after printing why, if they make no sense. */
bool harness_iterations(const char *const words[2], uint32_t *iterations, uint32_t *warmups);

/* harness_rig.c */
void harness_rig(const struct harness_command *command);

#endif
