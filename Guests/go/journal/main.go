// Does a little of everything that differs from run to run: reads a file and a directory, writes another file, asks the time, draws
// random numbers, waits, and talks with a peer on a connection of its own. Prints all of it.
//
// usage: journal DIRECTORY, over the connection that it was given as descriptor 4
package main

import (
	"bufio"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	begin := time.Now()
	fmt.Println("time", begin.UTC().Format(time.RFC3339Nano))

	folder := os.Args[1]
	text, err := os.ReadFile(filepath.Join(folder, "input.txt"))
	check(err)
	fmt.Printf("file %x\n", sha256.Sum256(text))
	entries, err := os.ReadDir(folder)
	check(err)
	for _, entry := range entries {
		info, err := entry.Info()
		check(err)
		fmt.Println("entry", entry.Name(), info.Size(), info.ModTime().UTC().UnixNano())
	}
	_, err = os.Stat(filepath.Join(folder, "missing.txt"))
	fmt.Println("error", err)

	number, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	check(err)
	fmt.Println("random", number)
	check(os.WriteFile(filepath.Join(folder, "output.txt"), []byte(number.String()), 0o600))

	connection, err := net.FileConn(os.NewFile(4, "connection"))
	check(err)
	answers := bufio.NewScanner(connection)
	// One goroutine asks while another waits for time to pass.
	passed := make(chan time.Duration)
	go func() {
		time.Sleep(5 * time.Millisecond)
		passed <- time.Since(begin)
	}()
	for round := range 3 {
		fmt.Fprintf(connection, "%d %d\n", round, number)
		if !answers.Scan() {
			check(fmt.Errorf("no answer: %v", answers.Err()))
		}
		fmt.Println("peer", answers.Text())
	}
	fmt.Println("passed", <-passed)
	fmt.Fprintln(os.Stderr, "done")
}
