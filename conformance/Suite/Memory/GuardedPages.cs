namespace Conformance.Suite.Memory;

/// <summary>Pages of memory between two that must not be touched. They are kept for the next tensor of the same size: to map
/// and protect them costs several calls of the system, and each of those stops every thread of the process for a moment.</summary>
internal sealed unsafe class GuardedPages
{
    /// <summary>Pages that are kept in all; what is more is given back.</summary>
    private const int MostKept = 1 << 12;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, Stack<GuardedPages>> Kept = [];
    private static int keptPages;

    private readonly byte* start;
    private readonly nuint length;
    private readonly int pages;
    private readonly bool isReadable;
    private bool isKept;

    private GuardedPages(int pages, bool readableGuard)
    {
        int page = Environment.SystemPageSize;
        (this.pages, isReadable, length) = (pages, readableGuard, checked((nuint)((long)(pages + 2) * page)));
        start = Pages.Allocate(length);
        Memory = start + page;
        Pages.Protect(start, page, readableGuard);
        Pages.Protect(Memory + (nuint)pages * (nuint)page, page, readableGuard);
    }

    /// <summary>The first byte that may be touched.</summary>
    public byte* Memory { get; }

    /// <summary>Pages of a number, new or used before; what they hold is of no account.</summary>
    /// <param name="pages">How many lie between the guards.</param>
    /// <param name="readableGuard">Whether the guards may be read.</param>
    public static GuardedPages Take(int pages, bool readableGuard)
    {
        lock (Gate)
        {
            if (!readableGuard && Kept.TryGetValue(pages, out Stack<GuardedPages>? free) && free.TryPop(out GuardedPages? used))
            {
                keptPages -= pages;
                used.isKept = false;
                return used;
            }
        }
        return new GuardedPages(pages, readableGuard);
    }

    /// <summary>Keeps the pages, or gives them back to the system.</summary>
    public void Return()
    {
        lock (Gate)
        {
            if (isKept) return;
            if (!isReadable && keptPages + pages <= MostKept)
            {
                keptPages += pages;
                isKept = true;
                if (!Kept.TryGetValue(pages, out Stack<GuardedPages>? free)) Kept[pages] = free = [];
                free.Push(this);
                return;
            }
        }
        Pages.Free(start, length);
    }
}
