package org.strowger.cli;

/** How a list is printed. */
enum Format {
    TABLE,
    JSON,
    CSV
}
