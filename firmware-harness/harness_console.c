/* The line layer: commands end with '%', their words are separated by spaces. */
#include "harness.h"
#include "port.h"

void harness_read_command(struct harness_command *command)
{
    uint32_t length = 0;
    for (char c = (char)harness_receive(); c != '%'; c = (char)harness_receive()) {
        command->text[length] = c;
        length += length < HARNESS_COMMAND_BYTES ? 1 : 0; /* characters too many overwrite the one behind the last */
    }
    command->text[length] = '\0';
    harness_split(command);
}

static char *skip_spaces(char *at)
{
    while (*at == ' ') {
        *at++ = '\0';
    }
    return at;
}

static char *skip_word(char *at)
{
    while (*at != ' ' && *at != '\0') {
        at++;
    }
    return at;
}

void harness_split(struct harness_command *command)
{
    char *at = command->text;
    for (uint32_t i = 0; i < HARNESS_WORDS; i++) {
        at = skip_spaces(at);
        command->words[i] = at;
        at = skip_word(at);
    }
    *at = '\0';
}
