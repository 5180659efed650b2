// Sends its arguments over the connection that it was given as descriptor 3 and prints the answer to each, both at once.
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"time"
)

func main() {
	connection, err := net.FileConn(os.NewFile(3, "connection"))
	if err != nil {
		panic(err)
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		panic(err)
	}
	go func() {
		for _, word := range os.Args[1:] {
			if _, err := fmt.Fprintln(connection, word); err != nil {
				panic(err)
			}
		}
	}()
	answers := bufio.NewScanner(connection)
	for range os.Args[1:] {
		if !answers.Scan() {
			panic(fmt.Sprint("no answer: ", answers.Err()))
		}
		fmt.Println(answers.Text())
	}
}
