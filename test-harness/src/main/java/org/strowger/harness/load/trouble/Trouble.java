package org.strowger.harness.load.trouble;

/** One kind of trouble. Makes it, and checks what it promises. */
interface Trouble {

    /** As it is typed. */
    String name();

    /** What is done, and what is then expected, in a sentence. */
    String promise();

    /** Does it; what was found is told to the scene. */
    void run(Scene scene);
}
