package org.strowger.acd;

/** Writes a line of {@link AcdEventText}, word by word. */
class Words {

    private final StringBuilder line = new StringBuilder(64);

    Words(String first) {
        escape(first);
    }

    Words word(String word) {
        line.append(' ');
        escape(word);
        return this;
    }

    Words number(long number) {
        line.append(' ').append(number);
        return this;
    }

    Words flag(boolean flag) {
        return number(flag ? 1 : 0);
    }

    Words needs(Needs needs) {
        return word(NeedsWriter.compact(needs));
    }

    @Override
    public String toString() {
        return line.toString();
    }

    private void escape(String word) {
        if (word.isEmpty()) {
            line.append('%');
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == ' ' || c == '%' || Character.isISOControl(c) || Character.isSurrogate(c)) {
                line.append('%');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    line.append(Character.forDigit(c >> shift & 0xF, 16));
                }
            } else {
                line.append(c);
            }
        }
    }
}
