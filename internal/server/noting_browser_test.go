package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"recto/internal/corpus"
)

// TestNoting has readers note words and places on scans in a real browser, finds
// the notes again after a reload, without scripts and in a later edition, and
// shows to others what is public alone.
func TestNoting(t *testing.T) {
	chromium := browser(t)
	n := &noting{site: newSite(t), ctx: tab(t, chromium), people: map[string]string{}}
	n.paper = "/papers/" + n.edition.Papers()[0].ID
	n.be(t, "Ann")
	t.Run("words", n.words)
	t.Run("changing", n.changing)
	t.Run("accessible", n.accessible)
	t.Run("on the scan", n.scan)
	t.Run("in a part that is no paper", n.preface)
	t.Run("others", n.others)
	t.Run("without scripts", n.plainly)
	t.Run("in a later edition", n.later)
}

// noting is a site with readers who note on its first paper.
type noting struct {
	*site
	ctx    context.Context
	paper  string            // its address
	people map[string]string // session by name
}

const (
	passage  = "come back"
	quoted   = "walk down the corridor"
	lost     = "One of them had inherited a procedure,"
	noteText = "Half a sentence is enough."
)

// be has the browser signed in as somebody, or nobody.
func (n *noting) be(t *testing.T, name string) {
	t.Helper()
	if name == "" {
		do(t, n.ctx, "sign out", command(network.ClearBrowserCookies, cdp.Empty{}))
		return
	}
	now := time.Now()
	if n.people[name] == "" {
		p, err := n.library.AddPerson(t.Context(), corpus.Person{Name: name, Email: name + "@example.org", Role: corpus.Reader}, "x", now)
		must(t, err)
		n.people[name], err = n.library.NewSession(t.Context(), p.ID, now, now.Add(time.Hour), now.Add(time.Hour))
		must(t, err)
	}
	do(t, n.ctx, "sign in as "+name, command(network.SetCookie, network.SetCookieParams{Name: "recto_session", Value: n.people[name], URL: n.URL, Path: "/"}))
}

// read opens the paper with all that is to be seen on it.
func (n *noting) read(t *testing.T) {
	t.Helper()
	do(t, n.ctx, "open the paper", screen(1280), scheme("light"), chromedp.Navigate(n.URL+n.paper), chromedp.WaitReady(chromedp.CSS("article > .text p")))
}

// choose selects words of the text and waits for the bar.
func (n *noting) choose(t *testing.T, words string) {
	t.Helper()
	if !ask[bool](t, n.ctx, fmt.Sprintf(`(() => {
		const walk = document.createTreeWalker(document.querySelector("article > .text"), NodeFilter.SHOW_TEXT);
		for (let node = walk.nextNode(); node; node = walk.nextNode()) {
			const at = node.data.indexOf(%q);
			if (at < 0) continue;
			node.parentElement.scrollIntoView({block: "center"});
			getSelection().setBaseAndExtent(node, at, node, at + %d);
			return true;
		}
		return false;
	})()`, words, len(words))) {
		t.Fatalf("%q is not in the text", words)
	}
	do(t, n.ctx, "the bar comes", chromedp.WaitVisible(chromedp.CSS(".cite-bar button")))
}

// press clicks the first button or summary in a place that has a text.
func (n *noting) press(t *testing.T, in, label string) {
	t.Helper()
	found := fmt.Sprintf(`[...document.querySelectorAll(%q)].find(e => e.textContent.trim() == %q)`, in+" button, "+in+" summary", label)
	do(t, n.ctx, "wait for "+label, until("!!"+found))
	ask[bool](t, n.ctx, "("+found+".click(), true)")
}

// preface notes words of the front matter.
func (n *noting) preface(t *testing.T) {
	paper := n.paper
	defer func() { n.paper = paper }()
	front := n.edition.Parts[0]
	if front.Paper != nil {
		t.Fatal("the first part is a paper")
	}
	n.paper = "/papers/" + front.ID
	n.read(t)
	words := corpus.Join(front.Blocks[0].Tokens[:1])
	n.choose(t, words)
	if got := ask[string](t, n.ctx, `[...document.querySelectorAll(".cite-bar a, .cite-bar button")].map(e => e.textContent).join(", ")`); got != "Note, Highlight, Copy link, Copy quote" {
		t.Errorf("the bar offers %s", got)
	}
	n.press(t, ".cite-bar", "Highlight")
	n.marked(t, words)
}

// marks are the passages that lie on the ground of a note, in the order of letters.
const marks = `[...[...document.querySelectorAll(".noted")].reduce((all, e) => all.set(e.dataset.notes, (all.get(e.dataset.notes) ?? "") + e.textContent), new Map()).values()].sort().join("|")`

// marked waits until just these passages do.
func (n *noting) marked(t *testing.T, want ...string) {
	t.Helper()
	slices.Sort(want)
	do(t, n.ctx, fmt.Sprintf("marked are %q", want), until(fmt.Sprintf("%s == %q", marks, strings.Join(want, "|"))))
}

func (n *noting) words(t *testing.T) {
	n.read(t)
	n.choose(t, quoted)
	n.press(t, ".cite-bar", "Note")
	do(t, n.ctx, "write", chromedp.WaitVisible(chromedp.CSS(".note-card textarea")), until(`document.activeElement.matches(".note-card textarea")`),
		chromedp.KeyEvent(noteText), chromedp.Click(chromedp.CSS(`.note-card [value="public"]`)))
	n.press(t, ".note-card", "Add")
	n.marked(t, quoted)
	do(t, n.ctx, "the sign has the focus", until(`document.activeElement.matches(".note-sign.public")`))
	n.choose(t, lost)
	n.press(t, ".cite-bar", "Highlight")
	n.marked(t, quoted, lost)

	n.read(t)
	n.marked(t, quoted, lost)
	sees(t, n.ctx, ".noted-beside", noteText)
	do(t, n.ctx, "open it by key", chromedp.Focus(chromedp.CSS(".note-sign.public")), chromedp.KeyEvent(kb.Enter), until(`document.querySelector(".note-card .note-text")?.textContent == "`+noteText+`"`),
		until(`document.activeElement.matches(".note-card")`), chromedp.KeyEvent(kb.Escape), chromedp.WaitNotPresent(chromedp.CSS(".note-card")), until(`document.activeElement.matches(".note-sign.public")`))
	do(t, n.ctx, "open it by pointer", chromedp.Click(chromedp.CSS("mark.noted")), chromedp.WaitVisible(chromedp.CSS(".note-card .note-open")), chromedp.KeyEvent(kb.Escape), chromedp.WaitNotPresent(chromedp.CSS(".note-card")))
	do(t, n.ctx, "open it from the list", chromedp.Click(chromedp.CSS(".noted-beside li a")), chromedp.WaitVisible(chromedp.CSS(".note-card .note-open")))
}

func (n *noting) changing(t *testing.T) {
	n.read(t)
	open := func(sign string) action { return chromedp.Click(chromedp.CSS(sign)) }
	do(t, n.ctx, "open a highlight", open(".note-sign:not(.public)"))
	n.press(t, ".note-card", "Change it")
	do(t, n.ctx, "write on it", chromedp.SendKeys(chromedp.CSS(".note-card textarea"), "Procedures."))
	n.press(t, ".note-card", "Save")
	do(t, n.ctx, "it is a note", until(`document.querySelector(".note-sign:not(.public)")?.getAttribute("aria-label") == "Your note: Procedures."`))
	do(t, n.ctx, "open it again", open(".note-sign:not(.public)"))
	n.press(t, ".note-card", "Change it")
	// Somebody else of the same name changed it meanwhile, in another window.
	mine, err := n.library.VolumeAnnotations(t.Context(), n.edition.Volume.ID, corpus.Person{ID: n.person(t, "Ann")})
	must(t, err)
	mine[1].Text = "Procedures, later."
	must(t, n.library.ChangeAnnotation(t.Context(), mine[1], time.Now()))
	do(t, n.ctx, "write too late", chromedp.SetValue(chromedp.CSS(".note-card textarea"), "Procedures. Mine."))
	n.press(t, ".note-card", "Save")
	do(t, n.ctx, "both are shown", until(`document.querySelector(".note-card .note-text")?.textContent == "Procedures, later." && document.querySelector(".note-card textarea").value == "Procedures. Mine."`))
	n.press(t, ".note-card", "Delete")
	n.marked(t, quoted)
	n.press(t, ".note-status", "Restore")
	n.marked(t, quoted, lost)
}

func (n *noting) person(t *testing.T, name string) int64 {
	t.Helper()
	p, _, err := n.library.Credentials(t.Context(), name+"@example.org")
	must(t, err)
	return p.ID
}

// accessible lets axe-core look at an open note and at the form of a new one.
func (n *noting) accessible(t *testing.T) {
	pages := n.paper + "/pages/" + n.edition.Papers()[0].Paper.FirstFolio
	for _, look := range looks {
		for name, path := range map[string]string{"noted": n.paper, "noting": n.paper, "drawing": pages} {
			do(t, n.ctx, name, screen(look.width), scheme(look.light), chromedp.Navigate(n.URL+path))
			switch name {
			case "noted":
				do(t, n.ctx, "open a note", chromedp.Click(chromedp.CSS(".note-sign")), chromedp.WaitVisible(chromedp.CSS(".note-card .note-open")))
				n.press(t, ".note-card", "Change it")
			case "noting":
				n.choose(t, "the practice itself")
				n.press(t, ".cite-bar", "Note")
				do(t, n.ctx, "the form", chromedp.WaitVisible(chromedp.CSS(".note-card textarea")))
			case "drawing":
				do(t, n.ctx, "draw", chromedp.Click(chromedp.CSS(".mark-open")), chromedp.WaitVisible(chromedp.CSS(".mark-box")))
			}
			look.at(t, n.ctx, name)
		}
	}
}

// scan draws a region by pointer on the scan as the page shows it, and one by
// keys in the viewer, and asks for both as data.
func (n *noting) scan(t *testing.T) {
	address := n.URL + n.paper + "/pages/" + n.edition.Papers()[0].Paper.FirstFolio
	do(t, n.ctx, "open the page", screen(1280), scheme("light"), chromedp.Navigate(address), chromedp.Click(chromedp.CSS(".mark-open")), chromedp.WaitVisible(chromedp.CSS(".mark-box")))
	type box struct{ X, Y, W, H float64 }
	on := ask[box](t, n.ctx, `(r => ({X: r.x, Y: r.y, W: r.width, H: r.height}))(document.querySelector(".sheet > svg").getBoundingClientRect())`)
	mouse := func(kind input.DispatchMouseEventType, x, y float64) action {
		return chromedp.MouseEvent(kind, on.X+x, on.Y+y, chromedp.ButtonLeft, chromedp.ClickCount(1))
	}
	do(t, n.ctx, "drag", mouse("mousePressed", 100, 60), mouse("mouseMoved", 150, 90), mouse("mouseMoved", 300, 180), mouse("mouseReleased", 300, 180),
		chromedp.WaitVisible(chromedp.CSS(".note-card textarea")), chromedp.KeyEvent("A drawing."))
	n.press(t, ".note-card", "Add")
	do(t, n.ctx, "it is on the scan", chromedp.WaitReady(chromedp.CSS(".noted-region")), until(`document.querySelector(".mark-layer") === null`))
	view := ask[box](t, n.ctx, `(v => ({X: v.x, Y: v.y, W: v.width, H: v.height}))(document.querySelector(".sheet > svg").viewBox.baseVal)`)
	want := box{view.X + 100/on.W*view.W, view.Y + 60/on.H*view.H, 200 / on.W * view.W, 120 / on.H * view.H}
	got := ask[box](t, n.ctx, `(b => ({X: b.x, Y: b.y, W: b.width, H: b.height}))(document.querySelector(".noted-region rect").getBBox())`)
	for _, off := range []float64{got.X - want.X, got.Y - want.Y, got.W - want.W, got.H - want.H} {
		if math.Abs(off) > 4 { // pixels of the scan: a border of the box, and the rounding
			t.Errorf("the region is %v, want about %v", got, want)
			break
		}
	}
	do(t, n.ctx, "in the viewer", chromedp.Click(chromedp.CSS(".zoom-open")), until(`document.querySelector(".zoom svg .noted-region") !== null`),
		chromedp.Click(chromedp.CSS(".mark-open")), chromedp.WaitVisible(chromedp.CSS(".mark-box")), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter),
		chromedp.WaitVisible(chromedp.CSS(".note-card textarea")), chromedp.KeyEvent("By key."))
	picture(t, n.ctx, "in-the-viewer")
	n.press(t, ".note-card", "Add")
	do(t, n.ctx, "both are there", until(`document.querySelectorAll(".zoom svg .noted-region").length == 2`))
	do(t, n.ctx, "the tab opens it", chromedp.Navigate(address), until(`document.querySelectorAll(".zoom svg .noted-region").length == 2`), chromedp.Focus(chromedp.CSS(".noted-region")), chromedp.KeyEvent(kb.Enter),
		until(`!!document.querySelector(".note-card .note-text")?.textContent`))

	var served struct {
		Target struct {
			Source, Scope string
			Selector      []struct{ Type, Value, ConformsTo string }
		}
	}
	must(t, json.Unmarshal([]byte(n.asData(t, "Ann", ask[string](t, n.ctx, `document.querySelector(".noted-region").getAttribute("href")`))), &served))
	selector := served.Target.Selector[0]
	if selector.Type != "FragmentSelector" || !strings.HasPrefix(selector.Value, "xywh=pixel:") || selector.ConformsTo != "http://www.w3.org/TR/media-frags/" ||
		!strings.Contains(served.Target.Source, "/scans/") || !strings.HasSuffix(served.Target.Scope, n.paper) {
		t.Errorf("served as %+v", served)
	}
}

func (n *noting) asData(t *testing.T, name, path string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, n.URL+path, nil)
	must(t, err)
	req.Header.Set("Accept", "application/ld+json")
	req.AddCookie(&http.Cookie{Name: "recto_session", Value: n.people[name]})
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	must(t, err)
	return string(data)
}

// others sees what is public; who is not signed in gets the page as it always was.
func (n *noting) others(t *testing.T) {
	n.be(t, "Bo")
	n.read(t)
	n.marked(t, quoted)
	do(t, n.ctx, "open it", chromedp.Click(chromedp.CSS(".note-sign")), until(`document.querySelector(".note-card")?.textContent.includes("Ann")`))
	if got := ask[int](t, n.ctx, `document.querySelectorAll(".note-card form").length`); got != 0 {
		t.Errorf("another reader is given %d forms for it", got)
	}
	n.be(t, "")
	n.read(t)
	if got := ask[string](t, n.ctx, `document.documentElement.innerHTML`); strings.Contains(got, "noted") || strings.Contains(got, "annotate") {
		t.Error("who is not signed in is sent notes, or what they need")
	}
	n.be(t, "Ann")
}

func (n *noting) plainly(t *testing.T) {
	do(t, n.ctx, "no scripts", scripting(false))
	n.read(t)
	if got := ask[string](t, n.ctx, marks); got != lost+"|"+quoted {
		t.Errorf("marked are %q", got)
	}
	follow(t, n.ctx, ".note-sign.public")
	sees(t, n.ctx, ".note-text", noteText)
	do(t, n.ctx, "the form", chromedp.Navigate(n.URL+n.paper+"/notes"), chromedp.SetValue(chromedp.CSS("#quote"), passage), chromedp.SetValue(chromedp.CSS("#text"), "Plainly."))
	if _, err := chromedp.RunResponse(n.ctx, chromedp.Click(chromedp.CSS(".note-new button"))); err != nil {
		t.Fatal(err)
	}
	do(t, n.ctx, "scripts again", scripting(true))
	n.read(t)
	n.marked(t, quoted, lost, passage)
}

// later publishes the text with a noted word corrected and a noted passage gone.
func (n *noting) later(t *testing.T) {
	e := *n.edition
	e.Made.Program = "later"
	paper := e.Papers()[0]
	for i, b := range paper.Blocks {
		for j, token := range b.Tokens {
			if token.Text == "corridor" {
				paper.Blocks[i].Tokens[j].Text = "corridors"
			}
		}
	}
	paper.Blocks = slices.DeleteFunc(paper.Blocks, func(b corpus.Block) bool { return strings.Contains(b.Text(), lost) })
	must(t, n.library.Publish(t.Context(), &e, 0, "", time.Now()))
	n.read(t)
	n.marked(t, strings.Replace(quoted, "corridor", "corridors", 1), passage)
	sees(t, n.ctx, ".noted-beside > p", "1 note is no longer in the text")
	follow(t, n.ctx, ".noted-beside > p a")
	body := text(t, n.ctx, "main")
	if !strings.Contains(body, "No longer in the text") || !strings.Contains(body, lost) {
		t.Errorf("the orphan is not listed: %s", body)
	}
	do(t, n.ctx, "the regions stay", chromedp.Navigate(n.URL+n.paper+"/pages/"+paper.Paper.FirstFolio), until(`document.querySelectorAll(".noted-region").length == 2`))
}
