package org.strowger.cli;

import picocli.CommandLine.Option;

/** How a list is printed. */
final class FormatOption {

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            defaultValue = "TABLE",
            description = "table (the default), json (an array) or csv (RFC 4180).")
    private Format format = Format.TABLE;

    Format format() {
        return format;
    }
}
